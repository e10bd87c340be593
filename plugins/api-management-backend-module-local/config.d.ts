import type { HumanDuration } from '@backstage/types';

export interface Config {
  apiManagement?: {
    gateways?: {
      /** The embedded gateway; it runs only when this is set. */
      local?: {
        /** Public origin of the gateway, for example `http://localhost:7010`. */
        baseUrl: string;
        listen?: {
          /** Address to listen on. Default `127.0.0.1`. */
          host?: string;
          /** Port to listen on. Default: the port of `baseUrl`. */
          port?: number;
        };
        /** Directory of the issuer's signing key and the nonce keys; relative to the working directory. */
        dataDirectory: string;
        apis?: Array<{
          /** First path segment and identifier of the API: lower-case letters, digits and single hyphens. */
          name: string;
          /** Path of the OpenAPI document (YAML or JSON); relative to the working directory. */
          definition: string;
          /** Base URL that calls are forwarded to. */
          upstream: string;
          /** Tags that the import sees, for example `owner`. */
          tags?: { [key: string]: string };
        }>;
        timeouts?: {
          /** To open a connection to an upstream. Default 5 seconds. */
          connect?: HumanDuration | string;
          /** Until an upstream has sent its response headers. Default 30 seconds. */
          headers?: HumanDuration | string;
          /** Between two chunks of an upstream's response body. Default 60 seconds. */
          idle?: HumanDuration | string;
          /** For running calls at shutdown. Default 10 seconds. */
          drain?: HumanDuration | string;
        };
        accessLog?: {
          /** Days that access log records are kept; at least 32. Default 35. */
          retentionDays?: number;
        };
      };
    };
  };
}
