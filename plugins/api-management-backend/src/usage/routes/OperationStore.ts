import type { UsageRoute } from '@oaf/backstage-plugin-api-management-node';
import type { GatewayApiKey } from '../../discovery/GatewayApiStore';

export type Operations = UsageRoute['operations'];

/** An API as it is called where it is. */
export type CalledApi = GatewayApiKey & {
  id: string;
  /** Null of an API that is in no product and was never called; nobody asks for its operations. */
  definitionHash: string | null;
};

/** What a document was found to have; `problem`: why that is not known. */
export type ReadOperations = { operations: Operations; problem: string | null };

/** Operations of definitions by the hashes of their texts, so that a document is read once, however often it is asked for. */
export interface OperationStore {
  /** All APIs of a driver's accounts, also those that are gone. */
  listApis(source: string): Promise<CalledApi[]>;
  /** Those of them that products offer, by product. */
  listOffered(
    source: string,
  ): Promise<Array<GatewayApiKey & { productId: string }>>;
  /** @param triedAfter - epoch milliseconds; what failed before counts as not read */
  find(
    hashes: string[],
    triedAfter: number,
  ): Promise<Map<string, ReadOperations>>;
  save(hash: string, found: ReadOperations, now: number): Promise<void>;
  /** Forgets those of texts that no API has any more. */
  purge(): Promise<void>;
}
