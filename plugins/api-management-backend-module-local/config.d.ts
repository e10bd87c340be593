import type { HumanDuration } from '@backstage/types';

interface CorsConfig {
  /** Exact origins, for example `https://app.example.com`, or `*` alone. */
  allowedOrigins: string[];
  /** Fields that a page may send beside those of a call: `authorization`, `content-type`, `dpop`, `x-api-key`. */
  allowedHeaders?: string[];
  /** Fields that a page may read beside those that the gateway itself sets. */
  exposedHeaders?: string[];
  /** How long a browser need not ask again. Default 10 minutes. */
  maxAge?: HumanDuration | string;
}

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
        /** HTTPS instead of HTTP; `baseUrl` must say https. The files are PEM, and read anew when they change. */
        tls?: {
          /** The server's certificate, followed by its intermediates. */
          certFile: string;
          /** Its private key. */
          keyFile: string;
          /** Certification authorities of client certificates. Default: no client certificate is asked for. */
          clientCaFile?: string;
          /** Certificate revocation lists of those authorities, one for each. Default: revocation is not checked. */
          crlFile?: string;
        };
        /** Directory of the issuer's signing key and the nonce keys; relative to the working directory. */
        dataDirectory: string;
        /** Make key pairs for consumers that cannot; each is answered once, encrypted. Default false: consumers make theirs. */
        makesKeyPairs?: boolean;
        /** Pages of other origins that may get tokens and enrol keys. Default: none. */
        cors?: CorsConfig;
        apis?: Array<{
          /** First path segment and identifier of the API: lower-case letters, digits and single hyphens. */
          name: string;
          /** Path of the OpenAPI document (YAML or JSON); relative to the working directory. */
          definition: string;
          /** Folder whose files the document may refer to; they become part of what consumers see. Default: none. */
          definitionFolder?: string;
          /** Base URL that calls are forwarded to. */
          upstream: string;
          /** Tags that the import sees, for example `owner`. */
          tags?: { [key: string]: string };
          /** Pages of other origins that may call the API. Default: none. */
          cors?: CorsConfig;
        }>;
        /** Bytes the body of one request may have. Default 10 MiB, as API Gateway. */
        maxRequestBodyBytes?: number;
        timeouts?: {
          /** Until a caller has sent the header of a request, and for the TLS handshake. Default 10 seconds. */
          requestHeaders?: HumanDuration | string;
          /** Between two chunks of a request's body. Default 30 seconds. */
          requestIdle?: HumanDuration | string;
          /** Until a caller has sent a whole request. Default 5 minutes. */
          request?: HumanDuration | string;
          /** To open a connection to an upstream. Default 5 seconds. */
          connect?: HumanDuration | string;
          /** Until an upstream has sent its response headers. Default 30 seconds. */
          headers?: HumanDuration | string;
          /** Between two chunks of an upstream's response body, and for a caller who reads nothing of it. Default 60 seconds. */
          idle?: HumanDuration | string;
          /** For running calls at shutdown. Default 10 seconds. */
          drain?: HumanDuration | string;
        };
        accessLog?: {
          /** Days that access log records are kept; at least 32. Default 35. */
          retentionDays?: number;
          /**
           * Folder that each call is also written to, as lines of JSON, for an engine that counts files. It has the calls of
           * one process: leave it out where several replicas serve. Default: none, and the table in the database is counted.
           */
          folder?: string;
        };
      };
    };
  };
}
