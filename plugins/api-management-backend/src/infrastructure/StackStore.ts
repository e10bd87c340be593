import type { StackDrift } from '@oaf/backstage-plugin-api-management-node';
import type { Page, PageRequest } from '../database/page';
import type { StackPlace, Values } from './DeploymentStore';

/** What was deployed and is not removed. Times are epoch milliseconds. */
export type StoredStack = {
  id: string;
  accountLinkId: string;
  region: string;
  name: string;
  stackId: string;
  template: string;
  templateHash: string;
  parameters: Values;
  outputs: Values;
  changedAt: number;
  changedBy: string;
  drift: StackDrift;
  driftDetectedAt: number | null;
  /** What the gateway is to be asked for; null until it was told to compare. */
  driftDetection: string | null;
  /** The deployment that is under way. */
  liveDeploymentId: string | null;
};

export type StackFilter = {
  accountLinkId?: string;
  template?: string;
  ids?: string[];
};

export interface StackStore {
  /** The name that everything deployed by this installation is tagged with; made when it is first asked for. */
  installation(): Promise<string>;
  /**
   * The serial number of this installation.
   * @param given - of the deployment; the first that is given is kept, and one is made where none is
   */
  serialNumber(given?: string): Promise<string>;
  find(id: string): Promise<StoredStack | undefined>;
  findAt(
    place: Omit<StackPlace, 'accountLinkId'>,
  ): Promise<StoredStack | undefined>;
  list(filter: StackFilter, page: PageRequest): Promise<Page<StoredStack>>;
  /** Whether no other stack, nor a deployment of one, is in the account and region. */
  isAlone(place: StackPlace): Promise<boolean>;
  /** Queues a comparison with the templates; of all when no id is given. */
  requestDrift(id?: string): Promise<void>;
  /** Those that are to be compared. */
  listDetecting(): Promise<StoredStack[]>;
  recordDrift(
    id: string,
    found: { detection: string } | StackDrift,
  ): Promise<void>;
}
