import type {
  ChosenTemplate,
  DeploymentCall,
  StackDeployment,
  StackTarget,
} from '@oaf/backstage-plugin-api-management-node';
import type { Progress } from '../DeploymentQueue';
import type { StoredDeployment, Values } from '../DeploymentStore';

/** A deployment with what its next step needs. */
export type Job = {
  deployment: StoredDeployment;
  driver: StackDeployment;
  target: StackTarget;
  call: DeploymentCall;
  chosenTemplate(): Promise<ChosenTemplate>;
  openSecrets(): Promise<Values>;
  /** Nothing else of ours is deployed, or being deployed, in the account and region. */
  isAlone(): Promise<boolean>;
};

/** Takes a deployment on from one state. It may be cut off anywhere, and is taken again then. */
export type Step = (job: Job) => Promise<Progress>;

/** How often AWS is asked whether it got further. */
export const POLL_MS = 2_000;

/** Its change set, and the token of what it executes. */
export const nameOf = ({ deployment }: Job) => `oaf-${deployment.id}`;

/** The token of what clears the way, or cleans up. */
export const clearingTokenOf = (job: Job) => `${nameOf(job)}-clear`;
