export interface Config {
  apiManagement?: {
    /**
     * What starts the command line of `@oaf/consumer` at your developers, such as `npx @your-scope/oaf-consumer` from
     * your own registry. _How to call_ shows it only when it is set: name a package that you control, because it is
     * given temporary passwords.
     * @visibility frontend
     */
    consumerCommand?: string;
    guides?: {
      /**
       * Hosts from which guides and terms of products, and descriptions in OpenAPI definitions, may show images, such as
       * `docs.example.com`, over HTTPS. Images of the app's own host are always shown; any other is a link, so that no
       * reader is told to strangers.
       * @visibility frontend
       */
      imageHosts?: string[];
    };
  };
}
