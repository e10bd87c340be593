import type {
  FacetValue,
  GatewayApiProtocol,
} from '@oaf/backstage-plugin-api-management-common';
import type { ApiDefinition } from '@oaf/backstage-plugin-api-management-node';
import type { Page, PageRequest } from '../database/page';

/** How two imports of a definition differ; counts are of breaking and other changes. */
export type StoredDefinitionChange = {
  id: string;
  changedAt: number;
  breakingCount: number;
  nonBreakingCount: number;
  fromVersion: string | null;
  toVersion: string | null;
  /** Why the difference could not be told. */
  note: string | null;
  /** Breaking ones first. */
  details: Array<{ breaking: boolean; path: string; description: string }>;
};

/** Times are epoch milliseconds. */
export type StoredGatewayApi = {
  id: string;
  accountLinkId: string;
  accountId: string;
  region: string;
  apiId: string;
  stage: string;
  name: string;
  namespace: string;
  title: string;
  description: string | null;
  apiVersion: string | null;
  protocol: GatewayApiProtocol;
  /** Null when the API cannot be called. */
  invokeUrl: string | null;
  endpointNote: string | null;
  mappingNotes: string[];
  consoleUrl: string | null;
  arn: string | null;
  tags: Record<string, string>;
  owner: string;
  system: string | null;
  lifecycle: string;
  definitionNote: string | null;
  definitionFormat: ApiDefinition['format'];
  /** Of its text; null when nothing is kept, or not known. */
  definitionBytes: number | null;
  /** Known of definitions that the catalog does not take. */
  operationCount: number | null;
  lastDefinitionChange: Omit<StoredDefinitionChange, 'details'> | null;
  importError: string | null;
  /** When a sweep last saw it. */
  importedAt: number;
  changedAt: number;
  /** Set when the gateway no longer has it. */
  removedAt: number | null;
};

/** A definition whose text is compressed (zstd), for it may be large. */
export type StoredDefinition = {
  format: ApiDefinition['format'];
  /** Changes with the text. */
  hash: string;
  zstd: Uint8Array;
};

export type GatewayApiKey = {
  accountId: string;
  region: string;
  apiId: string;
  stage: string;
};

export type GatewayApiChange = {
  api: StoredGatewayApi;
  /** Without a text when it is larger than the catalog takes. */
  definition: Pick<ApiDefinition, 'format'> & { text?: string };
  removed: boolean;
  changeNumber: number;
};

export type GatewayApiFilter = {
  search?: string;
  accountLinkId?: string;
  region?: string;
  protocol?: GatewayApiProtocol;
  published?: boolean;
  /** Its last import had a problem, or its definition is incomplete. */
  importProblem?: boolean;
  /** The last change of its definition breaks consumers. */
  breaking?: boolean;
  entity?: { namespace: string; name: string };
  /** Only those that have an address and are in accounts of these drivers, or (`not`) all others. */
  publishable?: { drivers: string[]; not: boolean };
};

/** What is known of gateway APIs, as of their last imports. */
export interface GatewayApiStore {
  list(
    filter: GatewayApiFilter,
    page: PageRequest,
  ): Promise<Page<StoredGatewayApi>>;
  /** In the order of the regions' names. */
  countByRegion(): Promise<FacetValue[]>;
  findByIds(ids: string[]): Promise<StoredGatewayApi[]>;
  /** Those of a driver's accounts; other drivers may use the same identifiers. */
  findByKeys(
    driver: string,
    keys: GatewayApiKey[],
  ): Promise<StoredGatewayApi[]>;
  readDefinition(id: string): Promise<StoredDefinition | undefined>;
  /** The JSON of its operations, compressed; undefined when none is kept. */
  readOutline(id: string): Promise<Uint8Array | undefined>;
  /** Newest first. */
  listDefinitionChanges(
    id: string,
    page: PageRequest,
  ): Promise<Page<StoredDefinitionChange>>;
  /** Number of the newest change; 0 when there is none. */
  lastChangeNumber(): Promise<number>;
  /** At most `limit` changes, fewer when their definitions are large. */
  changesSince(
    changeNumber: number,
    limit: number,
  ): Promise<{ changes: GatewayApiChange[]; more: boolean }>;
}
