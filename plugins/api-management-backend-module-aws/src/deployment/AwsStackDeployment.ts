import type {
  ChangeSetRequest,
  ChangeSetState,
  ChosenTemplate,
  DeploymentCall,
  KeptDeletion,
  StackChange,
  StackDeployment,
  StackDrift,
  StackEvent,
  StackState,
  StackTarget,
  WantedEvents,
} from '@oaf/backstage-plugin-api-management-node';
import { ArtifactBucket } from './ArtifactBucket';
import { changeSetRequest } from './changeSetRequest';
import {
  createChangeSet,
  discardChangeSet,
  executeChangeSet,
  readChanges,
  readChangeSet,
} from './changeSetCalls';
import type { Clients, DeploymentClients } from './DeploymentClients';
import { describeStack } from './describeStack';
import { detectDrift, readDrift } from './driftCalls';
import { deleteKept } from './kept/deleteKept';
import { listHostedZones } from './listHostedZones';
import { listResources } from './listResources';
import { missingPermissions } from './missingPermissions';
import { remedyOf } from './remedyOf';
import { readOwnTemplate } from './readOwnTemplate';
import type { StackCall } from './StackCall';
import {
  continueRollback,
  deleteStack,
  readEvents,
  takeBack,
} from './stackCalls';
import type { StackLibrary } from './StackLibrary';
import { toStackState } from './stackStates';

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

  async describeTemplate(templateBody: string) {
    return readOwnTemplate(templateBody);
  }

  missingPermissions(
    target: StackTarget,
    needs: { deleteKept: boolean },
    { signal }: DeploymentCall,
  ) {
    return this.#clients.use(target, signal, clients =>
      missingPermissions(clients, { target, ...needs }, signal),
    );
  }

  listHostedZones(target: StackTarget, { signal }: DeploymentCall) {
    return this.#clients.useConfig(target, signal, config =>
      listHostedZones(config, signal),
    );
  }

  readStack(
    target: StackTarget,
    options: DeploymentCall,
  ): Promise<StackState | undefined> {
    return this.#ask(target, options, async ({ client, signal }) => {
      const stack = await describeStack(client, target, signal);
      return stack && toStackState(stack);
    });
  }

  async upload(
    target: StackTarget,
    chosen: ChosenTemplate,
    { signal }: DeploymentCall,
  ): Promise<void> {
    const { template, archives } = await this.#library.get(chosen);
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
    options: DeploymentCall,
  ): Promise<void> {
    const files = await this.#library.get(request);
    const { endpoint } = this.#clients;
    await this.#ask(target, options, async call => {
      const stack = request.isNew
        ? undefined
        : await describeStack(call.client, target, call.signal);
      const context = { files, stack, endpoint };
      await createChangeSet(call, changeSetRequest(target, request, context));
    });
  }

  readChangeSet(
    target: StackTarget,
    name: string,
    options: DeploymentCall,
  ): Promise<ChangeSetState> {
    return this.#ask(target, options, call => readChangeSet(call, name));
  }

  readChanges(
    target: StackTarget,
    name: string,
    options: DeploymentCall,
  ): Promise<StackChange[]> {
    return this.#ask(target, options, call => readChanges(call, name));
  }

  executeChangeSet(
    target: StackTarget,
    changeSet: { name: string; token: string },
    options: DeploymentCall,
  ): Promise<void> {
    return this.#ask(target, options, call =>
      executeChangeSet(call, changeSet),
    );
  }

  discardChangeSet(
    target: StackTarget,
    name: string,
    options: DeploymentCall,
  ): Promise<void> {
    return this.#ask(target, options, call => discardChangeSet(call, name));
  }

  readEvents(
    target: StackTarget,
    wanted: WantedEvents,
    options: DeploymentCall,
  ): Promise<StackEvent[]> {
    return this.#ask(target, options, call => readEvents(call, wanted));
  }

  listResources(target: StackTarget, options: DeploymentCall) {
    return this.#ask(target, options, listResources);
  }

  takeBack(
    target: StackTarget,
    token: string,
    options: DeploymentCall,
  ): Promise<void> {
    return this.#ask(target, options, call => takeBack(call, token));
  }

  continueRollback(
    target: StackTarget,
    token: string,
    options: DeploymentCall,
  ): Promise<void> {
    return this.#ask(target, options, call => continueRollback(call, token));
  }

  deleteStack(
    target: StackTarget,
    token: string,
    options: DeploymentCall,
  ): Promise<void> {
    return this.#ask(target, options, call => deleteStack(call, token));
  }

  deleteKept(
    target: StackTarget,
    { signal }: DeploymentCall,
  ): Promise<KeptDeletion> {
    return this.#clients.use(target, signal, ({ cloudFormation }, config) =>
      deleteKept(
        { client: cloudFormation, target, signal },
        { config, target, signal },
      ),
    );
  }

  detectDrift(target: StackTarget, options: DeploymentCall): Promise<string> {
    return this.#ask(target, options, detectDrift);
  }

  readDrift(
    target: StackTarget,
    detection: string,
    options: DeploymentCall,
  ): Promise<StackDrift> {
    return this.#ask(target, options, call => readDrift(call, detection));
  }

  #ask<Result>(
    target: StackTarget,
    { signal }: DeploymentCall,
    perform: (call: StackCall) => Promise<Result>,
  ): Promise<Result> {
    return this.#clients.use(target, signal, ({ cloudFormation }) =>
      perform({ client: cloudFormation, target, signal }),
    );
  }

  #bucket(s3: Clients['s3'], target: StackTarget, signal: AbortSignal) {
    const onlyOverTls = this.#clients.areOverTls;
    return new ArtifactBucket(s3, target, { signal, onlyOverTls });
  }
}
