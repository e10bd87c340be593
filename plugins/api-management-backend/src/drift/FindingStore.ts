import type { DriftState } from '@oaf/backstage-plugin-api-management-common';
import type {
  ApiProductFilter,
  DriftFinding,
} from '@oaf/backstage-plugin-api-management-node';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Visibility } from '../authorization/AccessControl';
import type { Page, PageRequest } from '../database/page';

/** Something at a gateway that is or was other than it should be. Times are epoch milliseconds. */
export type StoredFinding = Omit<DriftFinding, 'held'> & {
  id: string;
  gatewayId: string;
  state: DriftState;
  held: DriftFinding['held'] | null;
  firstSeenAt: number;
  lastSeenAt: number;
  decidedBy: string | null;
  decidedAt: number | null;
  /** Why it is ignored. */
  reason: string | null;
  /** Why it could not be put right. */
  failure: string | null;
};

export type FindingFilter = {
  search?: string;
  /** Default: those of what is not over. */
  state?: DriftState[];
  kind?: DriftFinding['kind'][];
  difference?: DriftFinding['difference'];
  gatewayId?: string;
  productId?: string;
  /** Of the API, and of products that offer it. */
  gatewayApiId?: string;
};

/** What somebody decided about a finding. */
export type FindingDecision = {
  state: DriftState;
  decidedBy: string;
  reason?: string | null;
  /** What a foreign API key became. */
  adopted?: { subscriptionId: string; credentialId: string };
};

/** Whether a comparison may judge of something, which nobody changed meanwhile. */
export type Judge = (
  finding: Pick<
    StoredFinding,
    'kind' | 'productId' | 'subscriptionId' | 'credentialId' | 'held'
  >,
) => boolean;

/** Of a product that a caller looks after; undefined sees all, also what is of no product. */
export type FindingVisibility =
  | { ofProducts: Visibility<ApiProductFilter> }
  | undefined;

export interface FindingStore {
  list(
    filter: FindingFilter,
    visibility: FindingVisibility,
    page: PageRequest,
  ): Promise<Page<StoredFinding>>;
  find(id: string): Promise<StoredFinding | undefined>;
  /** Open ones by gateway. */
  countOpen(
    gatewayIds: string[],
    visibility: FindingVisibility,
  ): Promise<Map<string, number>>;
  /** Those that are being put right. */
  listRepairing(): Promise<StoredFinding[]>;
  /**
   * Decides, while no comparison does; `judge` is given the finding as it is now, and may run again.
   *
   * @throws ConflictError when it changed its state meanwhile
   */
  decide(
    finding: Pick<StoredFinding, 'id' | 'state'>,
    decision: FindingDecision,
    perform?: (trx: Transaction) => Promise<void>,
    trx?: Transaction,
  ): Promise<void>;
  /**
   * Takes in what a comparison saw, in its transaction. What it saw no more is over.
   *
   * @param judgeNow - asked once nobody can decide meanwhile
   */
  record(
    gatewayId: string,
    found: DriftFinding[],
    judgeNow: () => Promise<Judge>,
    trx: Transaction,
  ): Promise<void>;
}
