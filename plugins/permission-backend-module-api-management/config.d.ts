export interface Config {
  permission?: {
    /** Who holds the roles of API management. */
    apiManagement?: {
      roles?: {
        /**
         * Groups that run the platform, as entity references (`group:default/platform-administrators`).
         */
        administrators?: string[];
        /**
         * Groups that make API products and decide on subscriptions, as entity references (`group:default/api-managers`).
         */
        managers?: string[];
      };
    };
  };
}
