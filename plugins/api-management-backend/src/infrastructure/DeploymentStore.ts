import type {
  DeploymentAction,
  DeploymentState,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  StackChange,
  StackEvent,
} from '@oaf/backstage-plugin-api-management-node';
import type { Page, PageRequest } from '../database/page';

export type Values = Record<string, string>;

/** Where a stack is; of one place there is one live deployment. */
export type StackPlace = {
  accountLinkId: string;
  /** `<driver>:<account id>` */
  accountKey: string;
  region: string;
  stackName: string;
};

export type Failure = {
  message: string;
  resource?: string;
  type?: string;
  reason?: string;
};

/** Times are epoch milliseconds. */
export type StoredDeployment = Omit<StackPlace, 'accountKey'> & {
  id: string;
  action: DeploymentAction;
  template: string;
  templateHash: string;
  /** Without secret ones. */
  parameters: Values;
  /** Secret ones, until the change set is made. */
  sealedParameters: string | null;
  state: DeploymentState;
  /** Of a removal: what the stack keeps goes, too. */
  deleteKept: boolean;
  stackId: string | null;
  changed: boolean;
  resourcesTotal: number;
  resourcesDone: number;
  outputs: Values;
  failure: Failure | null;
  waitingFor: string | null;
  startedBy: string;
  startedAt: number;
  updatedAt: number;
  endedAt: number | null;
  attempts: number;
  /** Null when it is over. While it awaits a confirmation: when it is given up. */
  nextAttemptAt: number | null;
  fence: number;
};

export type NewDeployment = StackPlace &
  Pick<
    StoredDeployment,
    | 'id'
    | 'action'
    | 'template'
    | 'templateHash'
    | 'parameters'
    | 'sealedParameters'
    | 'startedBy'
  > & {
    /** Of a template that comes with it. */
    templateBody?: string;
    deleteKept?: boolean;
    /** Of a removal: the stack as it was last known, which may be gone by now. */
    stackId?: string | null;
  };

export type DeploymentFilter = {
  state?: DeploymentState[];
  accountLinkId?: string;
  template?: string;
  region?: string;
  stackName?: string;
};

export type StoredStep = {
  deploymentId: string;
  state: DeploymentState;
  at: number;
  by: string | null;
};

export type StoredEvent = Omit<StackEvent, 'id'> & { position: number };

export type Decision = {
  state: DeploymentState;
  by: string;
  /** What the stack keeps stays after all. */
  spareKept?: boolean;
};

export interface DeploymentStore {
  /** @throws ConflictError while another deployment of the same stack is under way */
  insert(deployment: NewDeployment): Promise<void>;
  find(id: string): Promise<StoredDeployment | undefined>;
  /** The template that came with it, until it is over. */
  findTemplateBody(id: string): Promise<string | undefined>;
  /** The latest first. */
  list(
    filter: DeploymentFilter,
    page: PageRequest,
  ): Promise<Page<StoredDeployment>>;
  /** The latest deployment of a stack. */
  findLatest(
    place: Pick<StackPlace, 'accountLinkId' | 'region' | 'stackName'>,
  ): Promise<StoredDeployment | undefined>;
  /** In their order. */
  listSteps(deploymentIds: string[]): Promise<StoredStep[]>;
  listChanges(id: string, page: PageRequest): Promise<Page<StackChange>>;
  /** Those after a position, oldest first. */
  listEvents(
    id: string,
    range: { after: number; limit: number },
  ): Promise<StoredEvent[]>;
  /**
   * Somebody decided: whoever works on it is late from now on.
   *
   * @throws ConflictError when it is in another state by now
   */
  decide(
    deployment: Pick<StoredDeployment, 'id' | 'state'>,
    decision: Decision,
  ): Promise<void>;
}
