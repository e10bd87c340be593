import {
  CancelUpdateStackCommand,
  ContinueUpdateRollbackCommand,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackDriftDetectionStatusCommand,
  DescribeStackResourceDriftsCommand,
  DetectStackDriftCommand,
  ExecuteChangeSetCommand,
  paginateDescribeStackEvents,
  paginateListStackResources,
  type ResourceChange,
} from '@aws-sdk/client-cloudformation';
import { ConflictError } from '@backstage/errors';
import type {
  ChangeSetRequest,
  ChangeSetState,
  DeploymentCall,
  StackChange,
  StackDeployment,
  StackDrift,
  StackEvent,
  StackState,
  StackTarget,
} from '@oaf/backstage-plugin-api-management-node';
import { ArtifactBucket } from './ArtifactBucket';
import { changeSetRequest } from './changeSetRequest';
import { toChangeSetState, toStackChange } from './changeSets';
import type { Clients, DeploymentClients } from './DeploymentClients';
import { describeStack, isMissing } from './describeStack';
import { missingPermissions } from './missingPermissions';
import { remedyOf } from './remedyOf';
import type { StackLibrary } from './StackLibrary';
import { toStackEvent, toStackState } from './stackStates';

/** Stacks of AWS CloudFormation. */
export class AwsStackDeployment implements StackDeployment {
  readonly #clients: DeploymentClients;
  readonly #library: StackLibrary;

  constructor(clients: DeploymentClients, library: StackLibrary) {
    this.#clients = clients;
    this.#library = library;
  }

  readonly remedyOf = remedyOf;

  templates() {
    return this.#library.list();
  }

  missingPermissions(target: StackTarget, { signal }: DeploymentCall) {
    return this.#clients.use(target, signal, clients =>
      missingPermissions(clients, target, signal),
    );
  }

  readStack(
    target: StackTarget,
    { signal }: DeploymentCall,
  ): Promise<StackState | undefined> {
    return this.#clients.use(target, signal, async ({ cloudFormation }) => {
      const stack = await describeStack(cloudFormation, target, signal);
      return stack && toStackState(stack);
    });
  }

  async upload(
    target: StackTarget,
    name: string,
    { signal }: DeploymentCall,
  ): Promise<void> {
    const { template, archives } = await this.#library.get(name);
    await this.#clients.use(target, signal, async ({ s3 }) => {
      const bucket = this.#bucket(s3, target, signal);
      await bucket.ensure();
      for (const file of [template, ...Object.values(archives)]) {
        await bucket.upload(file);
      }
    });
  }

  async removeUploads(
    target: StackTarget,
    { signal }: DeploymentCall,
  ): Promise<void> {
    await this.#clients.use(target, signal, ({ s3 }) =>
      this.#bucket(s3, target, signal).remove(),
    );
  }

  async createChangeSet(
    target: StackTarget,
    request: ChangeSetRequest,
    { signal }: DeploymentCall,
  ): Promise<void> {
    const files = await this.#library.get(request.template);
    const { endpoint } = this.#clients;
    await this.#clients.use(target, signal, async ({ cloudFormation }) => {
      const stack = request.isNew
        ? undefined
        : await describeStack(cloudFormation, target, signal);
      const input = changeSetRequest(target, request, {
        files,
        stack,
        endpoint,
      });
      await cloudFormation
        .send(new CreateChangeSetCommand(input), { abortSignal: signal })
        .catch(unless(/^AlreadyExists/));
    });
  }

  readChangeSet(
    target: StackTarget,
    name: string,
    { signal }: DeploymentCall,
  ): Promise<ChangeSetState> {
    return this.#clients.use(target, signal, clients =>
      readChangeSet(clients, target, name, signal),
    );
  }

  readChanges(
    target: StackTarget,
    name: string,
    { signal }: DeploymentCall,
  ): Promise<StackChange[]> {
    return this.#clients.use(target, signal, async ({ cloudFormation }) => {
      const changes: ResourceChange[] = [];
      let NextToken: string | undefined;
      do {
        const page = await cloudFormation.send(
          new DescribeChangeSetCommand({
            StackName: target.stackName,
            ChangeSetName: name,
            NextToken,
          }),
          { abortSignal: signal },
        );
        changes.push(
          ...(page.Changes ?? []).flatMap(
            ({ ResourceChange: change }) => change ?? [],
          ),
        );
        NextToken = page.NextToken;
      } while (NextToken);
      return changes.map(toStackChange);
    });
  }

  async executeChangeSet(
    target: StackTarget,
    { name, token }: { name: string; token: string },
    { signal }: DeploymentCall,
  ): Promise<void> {
    await this.#clients.use(target, signal, async clients => {
      try {
        await clients.cloudFormation.send(
          new ExecuteChangeSetCommand({
            StackName: target.stackName,
            ChangeSetName: name,
            ClientRequestToken: token,
          }),
          { abortSignal: signal },
        );
      } catch (error) {
        await requireExecuted(error, () =>
          readChangeSet(clients, target, name, signal),
        );
      }
    });
  }

  async discardChangeSet(
    target: StackTarget,
    name: string,
    { signal }: DeploymentCall,
  ): Promise<void> {
    const { stackName } = target;
    await this.#clients.use(target, signal, async ({ cloudFormation }) => {
      const options = { abortSignal: signal };
      await cloudFormation
        .send(
          new DeleteChangeSetCommand({
            StackName: stackName,
            ChangeSetName: name,
          }),
          options,
        )
        .catch(unlessMissing);
      const stack = await describeStack(cloudFormation, target, signal);
      if (stack?.StackStatus === 'REVIEW_IN_PROGRESS') {
        await cloudFormation.send(
          new DeleteStackCommand({ StackName: stack.StackId }),
          options,
        );
      }
    });
  }

  readEvents(
    target: StackTarget,
    tokens: string[],
    { signal }: DeploymentCall,
  ): Promise<StackEvent[]> {
    return this.#clients.use(target, signal, async ({ cloudFormation }) => {
      const events: StackEvent[] = [];
      const pages = paginateDescribeStackEvents(
        { client: cloudFormation },
        { StackName: target.stackId ?? target.stackName },
        { abortSignal: signal },
      );
      try {
        for await (const { StackEvents: page = [] } of pages) {
          const own = page.filter(({ ClientRequestToken }) =>
            tokens.includes(ClientRequestToken ?? ''),
          );
          events.push(...own.map(toStackEvent));
        }
      } catch (error) {
        unlessMissing(error);
      }
      return events.reverse();
    });
  }

  listResources(target: StackTarget, { signal }: DeploymentCall) {
    return this.#clients.use(target, signal, async ({ cloudFormation }) => {
      const resources: Array<
        Pick<StackChange, 'resource' | 'type' | 'physicalId'>
      > = [];
      const pages = paginateListStackResources(
        { client: cloudFormation },
        { StackName: target.stackId ?? target.stackName },
        { abortSignal: signal },
      );
      for await (const { StackResourceSummaries: page = [] } of pages) {
        resources.push(
          ...page
            .filter(
              ({ ResourceStatus }) => ResourceStatus !== 'DELETE_COMPLETE',
            )
            .map(summary => ({
              resource: summary.LogicalResourceId!,
              type: summary.ResourceType!,
              physicalId: summary.PhysicalResourceId,
            })),
        );
      }
      return resources;
    });
  }

  async takeBack(
    target: StackTarget,
    token: string,
    { signal }: DeploymentCall,
  ): Promise<void> {
    await this.#clients.use(target, signal, async ({ cloudFormation }) => {
      const stack = await describeStack(cloudFormation, target, signal);
      const request = {
        StackName: stack?.StackId,
        ClientRequestToken: token,
      };
      const options = { abortSignal: signal };
      if (stack?.StackStatus === 'UPDATE_IN_PROGRESS') {
        await cloudFormation.send(
          new CancelUpdateStackCommand(request),
          options,
        );
      } else if (stack?.StackStatus === 'CREATE_IN_PROGRESS') {
        await cloudFormation.send(new DeleteStackCommand(request), options);
      }
    });
  }

  async continueRollback(
    target: StackTarget,
    token: string,
    { signal }: DeploymentCall,
  ): Promise<void> {
    await this.#clients.use(target, signal, ({ cloudFormation }) =>
      cloudFormation.send(
        new ContinueUpdateRollbackCommand(ofStack(target, token)),
        { abortSignal: signal },
      ),
    );
  }

  async deleteStack(
    target: StackTarget,
    token: string,
    { signal }: DeploymentCall,
  ): Promise<void> {
    await this.#clients.use(target, signal, ({ cloudFormation }) =>
      cloudFormation
        .send(new DeleteStackCommand(ofStack(target, token)), {
          abortSignal: signal,
        })
        .catch(unless(/^(AlreadyExists|TokenAlreadyExists)/)),
    );
  }

  detectDrift(
    target: StackTarget,
    { signal }: DeploymentCall,
  ): Promise<string> {
    return this.#clients.use(target, signal, async ({ cloudFormation }) => {
      const { StackDriftDetectionId } = await cloudFormation.send(
        new DetectStackDriftCommand({
          StackName: target.stackId ?? target.stackName,
        }),
        { abortSignal: signal },
      );
      return StackDriftDetectionId!;
    });
  }

  readDrift(
    target: StackTarget,
    detection: string,
    { signal }: DeploymentCall,
  ): Promise<StackDrift> {
    return this.#clients.use(target, signal, clients =>
      readDrift(clients, target, detection, signal),
    );
  }

  #bucket(s3: Clients['s3'], target: StackTarget, signal: AbortSignal) {
    const onlyOverTls = this.#clients.areOverTls;
    return new ArtifactBucket(s3, target, { signal, onlyOverTls });
  }
}

function ofStack({ stackId, stackName }: StackTarget, token: string) {
  return { StackName: stackId ?? stackName, ClientRequestToken: token };
}

function unless(pattern: RegExp) {
  return (error: Error) => {
    if (!pattern.test(error.name)) {
      throw error;
    }
  };
}

function unlessMissing(error: unknown): void {
  if (!isMissing(error)) {
    throw error;
  }
}

async function readChangeSet(
  { cloudFormation }: Clients,
  { stackName }: StackTarget,
  name: string,
  abortSignal: AbortSignal,
): Promise<ChangeSetState> {
  try {
    return toChangeSetState(
      await cloudFormation.send(
        new DescribeChangeSetCommand({
          StackName: stackName,
          ChangeSetName: name,
        }),
        { abortSignal },
      ),
    );
  } catch (error) {
    unlessMissing(error);
    return { status: 'missing' };
  }
}

/** Another process may have been faster, or we ourselves before we were cut off. */
async function requireExecuted(
  error: unknown,
  read: () => Promise<ChangeSetState>,
): Promise<void> {
  const changeSet = await read();
  if (changeSet.status === 'ready' && changeSet.executed) {
    return;
  }
  if (/^InvalidChangeSetStatus/.test((error as Error).name)) {
    throw new ConflictError(
      'The stack was changed by somebody else after the changes were shown. Start the deployment again, and see what it would change now.',
    );
  }
  throw error;
}

async function readDrift(
  { cloudFormation }: Clients,
  { stackId, stackName }: StackTarget,
  StackDriftDetectionId: string,
  abortSignal: AbortSignal,
): Promise<StackDrift> {
  const { DetectionStatus, StackDriftStatus } = await cloudFormation.send(
    new DescribeStackDriftDetectionStatusCommand({ StackDriftDetectionId }),
    { abortSignal },
  );
  if (DetectionStatus === 'DETECTION_IN_PROGRESS') {
    return { state: 'detecting', resources: [] };
  }
  if (StackDriftStatus !== 'DRIFTED') {
    const state = StackDriftStatus === 'IN_SYNC' ? 'in-sync' : 'unknown';
    return { state, resources: [] };
  }
  const { StackResourceDrifts: drifts = [] } = await cloudFormation.send(
    new DescribeStackResourceDriftsCommand({
      StackName: stackId ?? stackName,
      StackResourceDriftStatusFilters: ['MODIFIED', 'DELETED'],
      MaxResults: 100,
    }),
    { abortSignal },
  );
  const resources = drifts.map(({ LogicalResourceId }) => LogicalResourceId!);
  return { state: 'drifted', resources };
}
