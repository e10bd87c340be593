import type { LinkedAccount } from './LinkedAccount';

/** An API stage as the gateway describes it. @public */
export type DiscoveredApi = {
  region: string;
  apiId: string;
  stage: string;
  title: string;
  description?: string;
  apiVersion?: string;
  protocol: 'REST' | 'HTTP' | 'WEBSOCKET';
  /** Without a trailing slash; absent when there is no address at which the API can be called. */
  invokeUrl?: string;
  /** What it takes to call the API there, or why it cannot be called, as a sentence for consumers. */
  endpointNote?: string;
  consoleUrl?: string;
  /** Name of the stage in the cloud provider's own terms, e.g. `arn:aws:apigateway:eu-west-1::/restapis/a1b2c3/stages/prod`. */
  arn?: string;
  tags: Record<string, string>;
  /** Changes whenever the definition may have changed; equal fingerprints mean no export is needed. */
  fingerprint: string;
  /**
   * Why the API cannot be read now although its neighbours can, in whole sentences for people. Nothing but where it lives
   * is certain then: what is known of it stays, and it is not exported.
   */
  problem?: string;
};

/** @public */
export type ApiDefinition = {
  format: 'openapi' | 'asyncapi';
  text: string;
  /**
   * Why this is less than what runs, as a sentence for the people who read the catalog; for example when the gateway
   * cannot export the API and only its name, stages and tags are known.
   */
  note?: string;
};

/**
 * A large definition as a driver that reads documents in a thread has it: its text compressed (zstd). So it need not pass
 * through the main thread as text, which takes time there and several times its size in memory.
 *
 * @public
 */
export type CompressedDefinition = Omit<ApiDefinition, 'text'> & {
  zstd: Uint8Array;
  /** Of the text. */
  bytes: number;
};

/** Interactive work, which a person waits for, goes before sweeps. @public */
export type ReadPriority = 'interactive' | 'sweep';

/** @public */
export type ReadOptions = {
  signal: AbortSignal;
  /** Default: `sweep`. */
  priority?: ReadPriority;
};

/** How much of a region's request quota a driver takes and took. @public */
export type RequestBudget = {
  /** Requests per second that the driver allows itself now; lower than configured after the gateway throttled it. */
  rate: number;
  burst: number;
  /** Requests sent since the process started. */
  requests: number;
  /** How many of them the gateway throttled (429). */
  throttled: number;
  /** All regions of the account draw from one budget, because the gateway throttled them together. */
  sharedByRegions: boolean;
};

/** Something changed in a gateway; without `apiId` anything in the region may have. @public */
export type GatewayChange = {
  accountId: string;
  region: string;
  apiId?: string;
};

/** Reading which APIs a gateway serves. Throws {@link GatewayError} for what an operator can put right. @public */
export interface GatewayDiscovery {
  /**
   * Lists the API stages of one region, or those of one API. Throws when the region cannot be read; a half list is
   * never taken for a whole one. An API that is not there (any more) yields nothing.
   */
  discover(
    account: LinkedAccount,
    region: string,
    options: ReadOptions & { apiId?: string },
  ): AsyncIterable<DiscoveredApi>;

  /**
   * Reads an API's definition, free of backend addresses. Answers a definition with a `note` when the gateway cannot
   * export the API, and undefined when the API was deleted meanwhile.
   */
  exportDefinition(
    account: LinkedAccount,
    api: DiscoveredApi,
    options: ReadOptions,
  ): Promise<ApiDefinition | CompressedDefinition | undefined>;

  /**
   * What comes in logged paths before an API's own, when it is called where it is; several when that depends on how
   * callers came. Default: nothing, which is `['']`.
   */
  loggedBasePaths?(api: { apiId: string; stage: string }): string[];

  /** Undefined when the driver has no quota to mind, or has not read the region yet. */
  requestBudget?(
    account: LinkedAccount,
    region: string,
  ): RequestBudget | undefined;

  /**
   * Tells of changes as they happen, until aborted. Rejects only when it cannot go on. A change may be told twice and
   * may be missed: sweeps stay the truth.
   */
  watch?(
    onChange: (change: GatewayChange) => Promise<void>,
    options: { signal: AbortSignal },
  ): Promise<void>;
}
