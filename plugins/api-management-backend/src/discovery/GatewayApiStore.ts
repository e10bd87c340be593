import type { GatewayApiProtocol } from '@oaf/backstage-plugin-api-management-common';
import type { ApiDefinition } from '@oaf/backstage-plugin-api-management-node';
import type { Page, PageRequest } from '../database/page';

/** Times are epoch milliseconds. */
export type StoredGatewayApi = {
  id: string;
  accountLinkId: string;
  accountId: string;
  region: string;
  apiId: string;
  stage: string;
  name: string;
  title: string;
  description: string | null;
  apiVersion: string | null;
  protocol: GatewayApiProtocol;
  invokeUrl: string;
  consoleUrl: string | null;
  tags: Record<string, string>;
  owner: string;
  importError: string | null;
  importedAt: number;
  changedAt: number;
  /** Set when the gateway no longer has it. */
  removedAt: number | null;
};

export type GatewayApiKey = {
  accountLinkId: string;
  region: string;
  apiId: string;
  stage: string;
};

/** What a sweep knows of an API that it saw. */
export type ImportedGatewayApi = Omit<
  StoredGatewayApi,
  'id' | 'importedAt' | 'changedAt' | 'removedAt' | 'importError'
> & { fingerprint: string; contentHash: string; definition: ApiDefinition };

export type GatewayApiChange = {
  api: StoredGatewayApi;
  definition: ApiDefinition;
  removed: boolean;
  changeNumber: number;
};

export type GatewayApiFilter = {
  search?: string;
  accountLinkId?: string;
  protocol?: GatewayApiProtocol;
  published?: boolean;
  entityName?: string;
};

export interface GatewayApiStore {
  list(
    filter: GatewayApiFilter,
    page: PageRequest,
  ): Promise<Page<StoredGatewayApi>>;
  findByIds(ids: string[]): Promise<StoredGatewayApi[]>;
  findByKeys(
    keys: Array<Omit<GatewayApiKey, 'accountLinkId'> & { accountId: string }>,
  ): Promise<StoredGatewayApi[]>;
  readDefinition(id: string): Promise<ApiDefinition | undefined>;
  /** Fingerprints by `<apiId>/<stage>` of what is imported from a region. */
  fingerprints(
    accountLinkId: string,
    region: string,
  ): Promise<Map<string, string>>;
  /** Inserts or updates; a new change number only when the content differs. */
  save(api: ImportedGatewayApi): Promise<void>;
  /** Notes that a sweep saw an unchanged API. */
  touch(key: GatewayApiKey): Promise<void>;
  /** Marks everything of the region that the sweep beginning at `since` did not see as removed. */
  removeUnseen(
    accountLinkId: string,
    region: string,
    since: number,
  ): Promise<void>;
  /** Number of the newest change; 0 when there is none. */
  lastChangeNumber(): Promise<number>;
  changesSince(
    changeNumber: number,
    limit: number,
  ): Promise<GatewayApiChange[]>;
}
