import type { DeploymentState } from '@oaf/backstage-plugin-api-management-common';
import type {
  StackChange,
  StackEvent,
} from '@oaf/backstage-plugin-api-management-node';
import type { Failure, StoredDeployment, Values } from './DeploymentStore';

/** What a step of a deployment found or did; recorded as a whole or not at all. */
export type Progress = {
  /** Absent: it stays where it is. */
  state?: DeploymentState;
  /** Milliseconds until the next look; absent: at once. */
  delayMs?: number;
  stackId?: string;
  changed?: boolean;
  /** Take the place of what was recorded before. */
  changes?: StackChange[];
  /** Those that are recorded already are ignored. */
  events?: StackEvent[];
  resourcesDone?: number;
  outputs?: Values;
  failure?: Failure;
  /** Why it waits; absent: it does not. */
  waitingFor?: string;
};

/** Deployments that are under way; one process at a time takes a step of each. */
export interface DeploymentQueue {
  /** Takes those that are longest due. */
  lease(options: {
    leaseMs: number;
    limit: number;
  }): Promise<StoredDeployment[]>;
  /**
   * Records a step. A success keeps or forgets the stack in the same moment. Goes on holding the lease unless there is
   * a delay.
   *
   * @param deployment - as it was leased, or as the last call answered
   * @throws LeaseLostError, and records nothing then
   */
  record(
    deployment: StoredDeployment,
    progress: Progress,
    leaseMs: number,
  ): Promise<StoredDeployment>;
  /** Counts a failed attempt. @throws LeaseLostError */
  postpone(
    deployment: StoredDeployment,
    options: { waitingFor: string; delayMs: number },
  ): Promise<void>;
  /** Holds it for longer. False when somebody else took it, or a person decided on it. */
  renew(deployment: StoredDeployment, leaseMs: number): Promise<boolean>;
  /** Others may take it at once. */
  release(deployment: StoredDeployment): Promise<void>;
}
