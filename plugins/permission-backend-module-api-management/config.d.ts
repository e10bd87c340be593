export interface Config {
  permission?: {
    /** Who holds the roles of API management. */
    apiManagement?: {
      /**
       * What the policy says of permissions that other plugins define: `allow` (the default) grants them to everyone
       * who is signed in; `deny` grants reading the catalog, and to managers and administrators refreshing it.
       */
      otherPermissions?: 'allow' | 'deny';
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
