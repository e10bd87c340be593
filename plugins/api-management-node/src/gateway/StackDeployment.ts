import type { LinkedAccount } from './LinkedAccount';

/** Which stack is meant. With `stackId` that very stack, even when another one has taken its name since. @public */
export type StackTarget = {
  account: LinkedAccount;
  region: string;
  stackName: string;
  stackId?: string;
  /** All that is deployed is tagged with it. */
  installation: string;
};

/** Which of a stack's events are asked for. @public */
export type WantedEvents = {
  /** Of the operations that these were given to. */
  tokens: string[];
  /**
   * When the first of those operations may have begun, by our clock, in epoch milliseconds. What is older need not be
   * read: a stack that was changed for years has a long history.
   */
  since: number;
};

/** What a person may choose when a template is deployed, in the template's own words. @public */
export type StackParameter = {
  name: string;
  /** What it is called where people choose. */
  label?: string;
  /** Under which heading it stands there. */
  group?: string;
  type: string;
  description?: string;
  default?: string;
  allowedValues?: string[];
  allowedPattern?: string;
  constraintDescription?: string;
  minLength?: number;
  maxLength?: number;
  minValue?: number;
  maxValue?: number;
  /** Never shown again, stored or logged. */
  secret: boolean;
};

/** @public */
export type StackTemplate = {
  name: string;
  description: string;
  /** Of the template and of the code that it deploys: a stack of another hash is out of date. At most 64 characters. */
  hash: string;
  /** Those that the driver fills in itself are left out. */
  parameters: StackParameter[];
};

/**
 * - `review`: made by a change set that was never carried out; there is nothing in it
 * - `busy`: something is being done to it
 * - `ready`: it can be changed and removed
 * - `dead`: its creation or removal failed; it can only be removed
 * - `stuck`: an update failed, and so did taking it back
 *
 * @public
 */
export type StackCondition = 'review' | 'busy' | 'ready' | 'dead' | 'stuck';

/** @public */
export type StackState = {
  stackId: string;
  /** The gateway's own word, e.g. `UPDATE_ROLLBACK_FAILED`. */
  status: string;
  condition: StackCondition;
  /** Whose it is, by its tag; undefined when it is nobody's of ours. */
  installation?: string;
  outputs: Record<string, string>;
};

/**
 * What goes with a stack, or leaves it: `remove` leaves nothing, `snapshot` a copy of what was in it, `keep` the
 * resource itself; `remove-kept` would be kept, but somebody asked for it to be deleted, too.
 *
 * @public
 */
export type StackRemoval = 'remove' | 'snapshot' | 'keep' | 'remove-kept';

/** @public */
export type StackChange = {
  action: 'add' | 'modify' | 'replace' | StackRemoval;
  /** The resource's name within the template. */
  resource: string;
  type: string;
  /** Undefined while it does not exist. */
  physicalId?: string;
  /** Whether a `modify` replaces the resource is known only when it happens. */
  mayReplace: boolean;
  /** Of the resource, those that change. */
  properties: string[];
};

/** What there is in a stack. @public */
export type StackResource = Pick<
  StackChange,
  'resource' | 'type' | 'physicalId'
> & {
  /** What is left of it when the stack goes; undefined when nothing is. */
  leaves?: 'itself' | 'snapshot';
  /** Whether `deleteKept` can delete what is left. */
  deletable: boolean;
};

/** @public */
export type ChangeSetState =
  | { status: 'pending' }
  /** `executed`: somebody began to carry it out, perhaps we ourselves before we were cut off. */
  | { status: 'ready'; executed: boolean }
  | { status: 'empty' }
  | { status: 'refused'; reason: string }
  | { status: 'missing' };

/** @public */
export type StackEventKind =
  | 'begun'
  | 'done'
  | 'failed'
  | 'cancelled'
  | 'settled'
  | 'undone'
  | 'removed'
  | 'note';

/** @public */
export type StackEvent = {
  /** Unique within the stack. */
  id: string;
  /** Epoch milliseconds. */
  at: number;
  resource: string;
  type: string;
  physicalId?: string;
  status: string;
  /**
   * Of a resource: `begun`, `done`, `failed`, or `cancelled`, which failed only because another one did. Of the stack
   * itself, as its last word: `settled` as it was asked for, `undone` if not, `removed`. All else is a `note`.
   */
  kind: StackEventKind;
  reason?: string;
};

/** What is deployed. @public */
export type ChosenTemplate = {
  /** Name of one that comes with the driver; with `templateBody`, what a stack of it is tagged with. */
  template: string;
  /** The text of one that somebody wrote. */
  templateBody?: string;
};

/** @public */
export type ChangeSetRequest = ChosenTemplate & {
  /** Made by us of the job's id, so that a repeat finds what an earlier try made. */
  name: string;
  /** The stack does not exist, or was never more than a review. */
  isNew: boolean;
  /** Those absent keep the value that the stack has, or the template's default. */
  parameters: Record<string, string>;
};

/** @public */
export type StackDrift = {
  state: 'detecting' | 'in-sync' | 'drifted' | 'unknown';
  /** Names of resources that somebody changed or removed. */
  resources: string[];
};

/** What a deleted stack kept, and was deleted of it. @public */
export type KeptDeletion = {
  /** How many are still to be deleted. */
  remaining: number;
  /** One for each that is deleted, or waits for its end; the same for whoever asks again. */
  events: StackEvent[];
};

/** A zone of DNS that a stack may put names into. @public */
export type HostedZone = {
  id: string;
  /** Without a dot at its end. */
  name: string;
  /** Answers in networks of its own alone. */
  private: boolean;
};

/** @public */
export type DeploymentCall = { signal: AbortSignal };

/**
 * Deploys, changes and removes what a gateway consists of in a linked account. Whatever is done may be cut off at any
 * point and asked for again, also by two processes at once: names and tokens tell that it is the same.
 *
 * Methods throw a GatewayError when the account or AWS does not let us, an InputError for parameters that are refused,
 * and a ConflictError when the state of the stack does not allow it; each message says what to do.
 *
 * @public
 */
export interface StackDeployment {
  /** What can be deployed. */
  templates(): Promise<StackTemplate[]>;

  /**
   * What somebody's own template says of itself.
   *
   * @throws InputError when it is none, or too large
   */
  describeTemplate(
    templateBody: string,
  ): Promise<Pick<StackTemplate, 'description' | 'parameters'>>;

  /** What the account does not allow of all that a deployment needs; empty when nothing is missing. */
  missingPermissions(
    target: StackTarget,
    needs: { deleteKept: boolean },
    call: DeploymentCall,
  ): Promise<string[]>;

  /** The account's zones of DNS, by their names. @throws GatewayError, also where the role may not list them */
  listHostedZones(
    target: StackTarget,
    call: DeploymentCall,
  ): Promise<HostedZone[]>;

  /** Undefined when there is no such stack (any more). */
  readStack(
    target: StackTarget,
    call: DeploymentCall,
  ): Promise<StackState | undefined>;

  /** Puts template and code where the stack finds them; what is there already stays. */
  upload(
    target: StackTarget,
    chosen: ChosenTemplate,
    call: DeploymentCall,
  ): Promise<void>;

  /** Takes what was uploaded away, when no stack needs it any more. */
  removeUploads(target: StackTarget, call: DeploymentCall): Promise<void>;

  /** Asks what would change; one of the same name that is there already is the answer. */
  createChangeSet(
    target: StackTarget,
    request: ChangeSetRequest,
    call: DeploymentCall,
  ): Promise<void>;

  readChangeSet(
    target: StackTarget,
    name: string,
    call: DeploymentCall,
  ): Promise<ChangeSetState>;

  readChanges(
    target: StackTarget,
    name: string,
    call: DeploymentCall,
  ): Promise<StackChange[]>;

  /** @param token - on all events of it; the same one twice is one execution */
  executeChangeSet(
    target: StackTarget,
    options: { name: string; token: string },
    call: DeploymentCall,
  ): Promise<void>;

  /** Takes a change set away that nobody carried out, and the empty stack it came with. */
  discardChangeSet(
    target: StackTarget,
    name: string,
    call: DeploymentCall,
  ): Promise<void>;

  /** What happened in the operations of these tokens, oldest first. */
  readEvents(
    target: StackTarget,
    wanted: WantedEvents,
    call: DeploymentCall,
  ): Promise<StackEvent[]>;

  /** What to do about a resource's failure: a sentence, or several. */
  remedyOf(event: StackEvent): string;

  /** What there is in the stack. */
  listResources(
    target: StackTarget,
    call: DeploymentCall,
  ): Promise<StackResource[]>;

  /** Has an update that is under way taken back, or what is just being made removed; nothing when that is under way. */
  takeBack(
    target: StackTarget,
    token: string,
    call: DeploymentCall,
  ): Promise<void>;

  /** Has taking an update back tried again, for a stack that is `stuck`. */
  continueRollback(
    target: StackTarget,
    token: string,
    call: DeploymentCall,
  ): Promise<void>;

  deleteStack(
    target: StackTarget,
    token: string,
    call: DeploymentCall,
  ): Promise<void>;

  /**
   * Deletes of what a deleted stack kept as much as one call has time for. What does not carry the installation's tag
   * stays.
   */
  deleteKept(target: StackTarget, call: DeploymentCall): Promise<KeptDeletion>;

  /** Begins to compare the stack with its template. @returns what to ask `readDrift` for */
  detectDrift(target: StackTarget, call: DeploymentCall): Promise<string>;

  readDrift(
    target: StackTarget,
    detection: string,
    call: DeploymentCall,
  ): Promise<StackDrift>;
}
