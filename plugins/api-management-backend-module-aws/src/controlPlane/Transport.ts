import type { PublicServer } from '@oaf/backstage-plugin-api-management-node/definition';
import type { AwsCredentialIdentity } from '@smithy/types';

/** A GET request of a REST-JSON service, to be signed and sent. */
export type SignedRequest = {
  service: string;
  /** Part of the host name and of the signature. */
  region: string;
  dnsSuffix: string;
  /** Percent-encoded. */
  path: string;
  query?: Record<string, string>;
  /** An API whose exported document is asked for: the answer is the document as consumers may see it, with this server. */
  publish?: { server?: PublicServer };
  credentials: AwsCredentialIdentity;
  signal: AbortSignal;
};

export type Answer = {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string | string[] | undefined>;
  text: string;
};

/** Sends one request once. */
export interface Transport {
  /**
   * @throws the signal's reason, a network error with its `code`, or a SyntaxError when what is to be made public is no
   * OpenAPI document
   */
  send(request: SignedRequest): Promise<Answer>;
  close(): Promise<void>;
}
