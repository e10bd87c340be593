export interface Config {
  /**
   * Sample upstream APIs and a development OpenID provider. For development only:
   * the backend refuses to start with this section when NODE_ENV is `production`.
   */
  sandbox?: {
    identityProvider?: {
      /** Address to listen on. Defaults to `127.0.0.1`. */
      host?: string;
      /** Defaults to 7008. */
      port?: number | string;
      /** Defaults to `http://localhost:<port>`. */
      issuer?: string;
      /** The client id of the Backstage backend. Defaults to `backstage`. */
      clientId?: string;
      /**
       * The client secret of the Backstage backend.
       * @visibility secret
       */
      clientSecret?: string;
    };
    upstreams?: {
      /** Address to listen on. Defaults to `127.0.0.1`. */
      host?: string;
      /** Defaults to 7009. */
      port?: number | string;
    };
  };
}
