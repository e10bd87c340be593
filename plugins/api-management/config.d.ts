export interface Config {
  apiManagement?: {
    /**
     * What starts the command line of `@oaf/consumer` at your developers, such as `npx @your-scope/oaf-consumer` from
     * your own registry. _How to call_ shows it only when it is set: name a package that you control, because it is
     * given temporary passwords.
     * @visibility frontend
     */
    consumerCommand?: string;
  };
}
