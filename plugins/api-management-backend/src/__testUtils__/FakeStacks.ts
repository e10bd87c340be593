import { once } from 'node:events';
import { InputError } from '@backstage/errors';
import type {
  ChangeSetRequest,
  ChangeSetState,
  ChosenTemplate,
  DeploymentCall,
  HostedZone,
  KeptDeletion,
  StackChange,
  StackCondition,
  StackDeployment,
  StackDrift,
  StackEvent,
  StackResource,
  StackTarget,
  StackTemplate,
  WantedEvents,
} from '@oaf/backstage-plugin-api-management-node';

type FakeStack = {
  stackId: string;
  status: string;
  condition: StackCondition;
  installation?: string;
  parameters: Record<string, string>;
  outputs: Record<string, string>;
  events: Array<StackEvent & { token: string }>;
};

type FakeChangeSet = {
  request: ChangeSetRequest;
  installation: string;
  executed: boolean;
};

const template: StackTemplate = {
  name: 'gateway',
  description: 'The door of APIs',
  hash: 'hash-1',
  parameters: [
    { name: 'Rate', type: 'Number', default: '5', minValue: 1, secret: false },
    { name: 'Domain', type: 'String', secret: false },
    { name: 'Password', type: 'String', default: '', secret: true },
  ],
};

/**
 * A CloudFormation in memory. What is executed ends at once, unless it is told to wait; it answers as it would to who
 * asks again after being cut off.
 */
export class FakeStacks implements StackDeployment {
  known: StackTemplate[] = [template];
  missing: string[] = [];
  zones: HostedZone[] = [
    { id: 'Z1', name: 'example.com', private: false },
    { id: 'Z2', name: 'example.org', private: false },
    { id: 'Z3', name: 'internal', private: true },
  ];
  /** What it takes besides to delete what is kept. */
  missingToDelete: string[] = [];
  /** By stack id: what stays of a stack when it goes. */
  readonly kept = new Map<string, string[]>();
  /** By name: what is in the account. */
  readonly stacks = new Map<string, FakeStack>();
  readonly changeSets = new Map<string, FakeChangeSet>();
  readonly uploads = new Set<string>();
  /** What was asked for, in order; reading is not in it. */
  readonly calls: string[] = [];
  /** Secrets that came through. */
  readonly passwords: string[] = [];
  failure: Error | undefined;
  refusal: string | undefined;
  /** Why the next execution fails. */
  fault: string | undefined;
  /** A stack that cannot be made goes at once. */
  leavesNothing = false;
  waits = false;
  /** AWS does not answer to an upload until whoever asked gives up. */
  isSilent = false;
  #count = 0;

  /** A stack that is there before anything is deployed. */
  put(
    name: string,
    state: Pick<FakeStack, 'status' | 'condition' | 'installation'>,
  ) {
    this.#count += 1;
    const stack: FakeStack = {
      stackId: `stack-${this.#count}`,
      parameters: {},
      outputs: {},
      events: [],
      ...state,
    };
    this.stacks.set(name, stack);
    return stack;
  }

  /** What was waiting goes on to its end. */
  finish(name: string) {
    const stack = this.stacks.get(name)!;
    const token = stack.events.at(-1)!.token;
    if (stack.status === 'DELETE_IN_PROGRESS') {
      this.#remove(name, stack, token);
    } else {
      this.#end(name, stack, token);
    }
  }

  async templates() {
    return this.known;
  }

  async missingPermissions(_: StackTarget, needs: { deleteKept: boolean }) {
    this.#failIfTold();
    return [...this.missing, ...(needs.deleteKept ? this.missingToDelete : [])];
  }

  async listHostedZones() {
    this.#failIfTold();
    return this.zones;
  }

  async readStack(target: StackTarget) {
    this.#failIfTold();
    const stack = this.#find(target);
    return (
      stack && {
        stackId: stack.stackId,
        status: stack.status,
        condition: stack.condition,
        installation: stack.installation,
        outputs: stack.outputs,
      }
    );
  }

  async describeTemplate(templateBody: string) {
    if (templateBody === 'nonsense') {
      throw new InputError('request/body/templateBody is no template');
    }
    return { description: '', parameters: template.parameters };
  }

  async upload(
    _: StackTarget,
    { template: name, templateBody }: ChosenTemplate,
    { signal }: DeploymentCall,
  ) {
    this.#does(`upload ${templateBody ?? name}`);
    if (this.isSilent) {
      await once(signal, 'abort');
      throw signal.reason;
    }
    this.uploads.add(name);
  }

  async removeUploads() {
    this.#does('remove uploads');
    this.uploads.clear();
  }

  async createChangeSet(
    { stackName, installation }: StackTarget,
    request: ChangeSetRequest,
  ) {
    this.#does('create change set');
    const { Password } = request.parameters;
    if (Password) {
      this.passwords.push(Password);
    }
    if (request.parameters.Domain === 'refused.example.com') {
      throw new InputError('CloudFormation refuses the domain');
    }
    if (!this.stacks.has(stackName)) {
      this.put(stackName, {
        status: 'REVIEW_IN_PROGRESS',
        condition: 'review',
      });
    }
    this.changeSets.set(request.name, {
      request,
      installation,
      executed: false,
    });
  }

  async readChangeSet(
    { stackName }: StackTarget,
    name: string,
  ): Promise<ChangeSetState> {
    this.#failIfTold();
    const set = this.changeSets.get(name);
    if (!set || !this.stacks.has(stackName)) {
      return { status: 'missing' };
    }
    if (this.refusal) {
      return { status: 'refused', reason: this.refusal };
    }
    const { Password: _, ...parameters } = set.request.parameters;
    const had = this.stacks.get(stackName)!.parameters;
    const same = JSON.stringify(had) === JSON.stringify(parameters);
    return same && !set.executed && !set.request.isNew
      ? { status: 'empty' }
      : { status: 'ready', executed: set.executed };
  }

  async readChanges(_: StackTarget, name: string): Promise<StackChange[]> {
    const action = this.changeSets.get(name)!.request.isNew ? 'add' : 'modify';
    return ['Api', 'Table'].map(resource => ({
      action,
      resource,
      type: 'Fake::Thing',
      mayReplace: false,
      properties: [],
    }));
  }

  async executeChangeSet(
    { stackName }: StackTarget,
    { name, token }: { name: string; token: string },
  ) {
    this.#does('execute');
    const set = this.changeSets.get(name)!;
    set.executed = true;
    const stack = this.stacks.get(stackName)!;
    const { Password: _, ...parameters } = set.request.parameters;
    Object.assign(stack, {
      installation: set.installation,
      parameters,
      status: set.request.isNew ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS',
      condition: 'busy',
    });
    this.#tell(stack, token, 'begun', 'Api', stack.status);
    if (!this.waits) {
      this.#end(stackName, stack, token);
    }
  }

  async discardChangeSet({ stackName }: StackTarget, name: string) {
    this.#does('discard');
    this.changeSets.delete(name);
    if (this.stacks.get(stackName)?.condition === 'review') {
      this.stacks.delete(stackName);
    }
  }

  async readEvents(target: StackTarget, { tokens, since }: WantedEvents) {
    this.#failIfTold();
    const { events = [] } = this.#gone.get(target.stackId!) ??
      this.#find(target) ?? { events: [] };
    return events.filter(
      ({ token, at }) => tokens.includes(token) && at >= since,
    );
  }

  remedyOf() {
    return 'Put it right.';
  }

  async listResources(): Promise<StackResource[]> {
    const thing = (resource: string, leaves?: StackResource['leaves']) => ({
      resource,
      type: 'Fake::Thing',
      physicalId: `${resource}-1`,
      leaves,
      deletable: resource !== 'Foreign',
    });
    return [
      thing('Api'),
      thing('Table', 'itself'),
      thing('Database', 'snapshot'),
      thing('Foreign', 'itself'),
    ];
  }

  async takeBack({ stackName }: StackTarget, token: string) {
    this.#does('take back');
    const stack = this.stacks.get(stackName)!;
    if (stack.status === 'CREATE_IN_PROGRESS') {
      this.#remove(stackName, stack, token);
    } else {
      stack.status = 'UPDATE_ROLLBACK_COMPLETE';
      stack.condition = 'ready';
      this.#tell(stack, token, 'undone', stackName, stack.status);
    }
  }

  async continueRollback({ stackName }: StackTarget) {
    this.#does('continue rollback');
    const stack = this.stacks.get(stackName)!;
    if (!this.fault) {
      stack.status = 'UPDATE_ROLLBACK_COMPLETE';
      stack.condition = 'ready';
    }
  }

  async deleteStack(target: StackTarget, token: string) {
    this.#does('delete');
    const stack = this.#find(target);
    if (!stack) {
      return;
    }
    stack.status = 'DELETE_IN_PROGRESS';
    stack.condition = 'busy';
    this.#tell(stack, token, 'begun', 'Api', stack.status);
    if (!this.waits) {
      this.#remove(target.stackName, stack, token);
    }
  }

  async deleteKept({ stackId }: StackTarget): Promise<KeptDeletion> {
    this.#does('delete kept');
    const [next, ...rest] = this.kept.get(stackId!) ?? [];
    this.kept.set(stackId!, rest);
    const event = {
      id: `kept-${next}`,
      at: Date.now(),
      resource: next,
      type: 'Fake::Thing',
      status: 'DELETED',
      kind: 'done' as const,
    };
    return { remaining: rest.length, events: next ? [event] : [] };
  }

  async detectDrift() {
    return 'detection-1';
  }

  async readDrift(): Promise<StackDrift> {
    return { state: 'drifted', resources: ['Table'] };
  }

  readonly #gone = new Map<string, FakeStack>();

  #find({ stackName, stackId }: StackTarget) {
    const stack = this.stacks.get(stackName);
    return stackId && stack?.stackId !== stackId ? undefined : stack;
  }

  #end(name: string, stack: FakeStack, token: string) {
    if (!this.fault) {
      stack.status = stack.status.replace('IN_PROGRESS', 'COMPLETE');
      stack.condition = 'ready';
      stack.outputs = { Url: `https://${name}.example.com` };
      this.#tell(stack, token, 'done', 'Api', stack.status);
      this.#tell(stack, token, 'done', 'Table', stack.status);
      this.#tell(stack, token, 'settled', name, stack.status);
      return;
    }
    this.#tell(stack, token, 'failed', 'Api', 'CREATE_FAILED', this.fault);
    this.#tell(stack, token, 'cancelled', 'Table', 'CREATE_FAILED');
    stack.status = stack.status.startsWith('CREATE')
      ? 'ROLLBACK_COMPLETE'
      : 'UPDATE_ROLLBACK_COMPLETE';
    stack.condition = stack.status === 'ROLLBACK_COMPLETE' ? 'dead' : 'ready';
    this.#tell(stack, token, 'undone', name, stack.status);
    if (this.leavesNothing && stack.condition === 'dead') {
      this.#gone.set(stack.stackId, stack);
      this.stacks.delete(name);
    }
  }

  #remove(name: string, stack: FakeStack, token: string) {
    if (this.fault) {
      this.#tell(stack, token, 'failed', 'Api', 'DELETE_FAILED', this.fault);
      stack.status = 'DELETE_FAILED';
      stack.condition = 'dead';
      this.#tell(stack, token, 'undone', name, stack.status);
      return;
    }
    this.#tell(stack, token, 'done', 'Api', 'DELETE_COMPLETE');
    this.#tell(stack, token, 'removed', name, 'DELETE_COMPLETE');
    this.#gone.set(stack.stackId, stack);
    this.kept.set(stack.stackId, ['Table', 'Key']);
    this.stacks.delete(name);
  }

  #tell(
    stack: FakeStack,
    token: string,
    kind: StackEvent['kind'],
    resource: string,
    status: string,
    reason?: string,
  ) {
    stack.events.push({
      id: `event-${stack.events.length}`,
      at: Date.now(),
      resource,
      type: 'Fake::Thing',
      status,
      kind,
      reason,
      token,
    });
  }

  #does(call: string) {
    this.#failIfTold();
    this.calls.push(call);
  }

  #failIfTold() {
    if (this.failure) {
      throw this.failure;
    }
  }
}
