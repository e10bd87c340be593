import type {
  ApiDefinition,
  DiscoveredApi,
} from '@oaf/backstage-plugin-api-management-node';
import type { GatewayApiKey, StoredDefinitionChange } from '../GatewayApiStore';

/** How an API appears in the catalog, by tags and rules. */
export type EntityMapping = {
  namespace: string;
  owner: string;
  system: string | null;
  lifecycle: string;
};

/** What an import compares an API with. */
export type KnownApi = {
  id: string;
  name: string;
  mapping: EntityMapping;
  fingerprint: string;
  metadataHash: string;
  definitionHash: string;
  definitionFormat: ApiDefinition['format'];
  definitionNote: string | null;
  /** Null when it was imported before sizes were known. */
  definitionBytes: number | null;
  operationCount: number | null;
  lastDefinitionChangeId: string | null;
  importError: string | null;
  changedAt: number;
  removed: boolean;
};

export type ImportedDefinition = Omit<ApiDefinition, 'text'> & {
  /** Of the text that was exported. */
  hash: string;
  /** The text that is kept, by {@link compressText}, and how many bytes it has. */
  compressed: Buffer;
  bytes: number;
  /** Of a definition that the catalog does not take: its operations. */
  operationCount?: number;
  outline?: Uint8Array;
  /** How it differs from the one before; absent on a first import. */
  change?: StoredDefinitionChange;
};

/** An API as an import found it. */
export type ImportedApi = {
  known: KnownApi | undefined;
  accountLinkId: string;
  accountId: string;
  discovered: DiscoveredApi;
  mapping: EntityMapping;
  mappingNotes: string[];
  metadataHash: string;
  /** Empty when the definition could not be read, so that the next import tries again. */
  fingerprint: string;
  /** Absent when the definition is the one that is known. */
  definition?: ImportedDefinition;
  importError: string | null;
};

/** What imports read and write. */
export interface SnapshotStore {
  /** What is known of a region, or of one API in it, by {@link apiKey}; removed ones included, for they may come back. */
  known(
    accountId: string,
    region: string,
    apiId?: string,
  ): Promise<Map<string, KnownApi>>;
  /** All or none. Only those that differ in what the catalog shows get a change number. */
  save(apis: ImportedApi[]): Promise<void>;
  /** Notes why an API cannot be read now; everything else that is known of it stays. */
  noteProblem(known: KnownApi, problem: string): Promise<void>;
  remove(ids: string[]): Promise<void>;
  /** Removes what imports wrote after their region had been given up. */
  removeOrphans(): Promise<void>;
  /** Notes that an API was looked at and is as before. */
  touch(accountId: string, region: string, apiId: string): Promise<void>;
  readDefinition(id: string): Promise<string | undefined>;
}

/** An API stage within a region. */
export function apiKey({
  apiId,
  stage,
}: Pick<GatewayApiKey, 'apiId' | 'stage'>): string {
  return `${apiId}/${stage}`;
}
