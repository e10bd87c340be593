import {
  type Authorizer,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  CreateResourceCommand,
  DeleteMethodCommand,
  DeleteResourceCommand,
  GetAuthorizersCommand,
  GetDeploymentCommand,
  GetStageCommand,
  type Method,
  PutIntegrationCommand,
  PutMethodCommand,
  type Stage,
  UpdateAuthorizerCommand,
  UpdateMethodCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import type { GatewayManagement } from '../management/GatewayManagement';
import { unless } from '../management/unless';
import { type AccessLog, authorizerOf, type DoorAuthorizer } from './doorParts';
import { readResources, type Resources } from './readResources';

/** Published methods take every verb; what a call may do is the authorizer's to say. */
export const METHOD = 'ANY';

export const GREEDY = '{proxy+}';

/** The REST API of a gateway: its resources, and what its stage serves. */
export class FrontDoor {
  readonly #management: GatewayManagement;
  #authorizerId: string | undefined;

  constructor(management: GatewayManagement) {
    this.#management = management;
    this.#authorizerId = management.gateway.outputs.AuthorizerId;
  }

  readResources(): Promise<Resources> {
    return readResources(this.#management, this.#api.restApiId);
  }

  async readStage(): Promise<Stage> {
    return this.#management.send(new GetStageCommand(this.#stage));
  }

  /** Id of the deployment that the stage serves. */
  async readServed(): Promise<string> {
    const { deploymentId } = await this.readStage();
    return deploymentId!;
  }

  /**
   * The one that the stack made, or what was made in its place; undefined when neither is there. From then on it is the
   * one that methods are judged by.
   */
  async readAuthorizer(): Promise<Authorizer | undefined> {
    const { items = [] } = await this.#management.send(
      // An API has ten at most.
      new GetAuthorizersCommand({ ...this.#api, limit: 500 }),
    );
    const { gateway } = this.#management;
    const found =
      items.find(({ id }) => id === gateway.outputs.AuthorizerId) ??
      items.find(({ name }) => name === authorizerOf(gateway).name);
    this.#authorizerId = found?.id;
    return found;
  }

  async addAuthorizer(authorizer: DoorAuthorizer): Promise<void> {
    const { id } = await this.#management.send(
      new CreateAuthorizerCommand({ ...this.#api, ...authorizer }),
      () => this.readAuthorizer(),
    );
    this.#authorizerId = id;
  }

  /** @param changes - by their names */
  async changeAuthorizer(changes: Partial<DoorAuthorizer>): Promise<void> {
    await this.#management.send(
      new UpdateAuthorizerCommand({
        ...this.#api,
        authorizerId: this.#authorizerId,
        patchOperations: Object.entries(changes).map(([key, value]) => ({
          op: 'replace',
          path: `/${key}`,
          value: String(value),
        })),
      }),
    );
  }

  async logTo({ destinationArn, format }: AccessLog): Promise<void> {
    await this.#management.send(
      new UpdateStageCommand({
        ...this.#stage,
        patchOperations: [
          {
            op: 'replace',
            path: '/accessLogSettings/destinationArn',
            value: destinationArn,
          },
          { op: 'replace', path: '/accessLogSettings/format', value: format },
        ],
      }),
    );
  }

  async describe(deploymentId: string): Promise<string | undefined> {
    return (await this.readDeployment(deploymentId))?.description;
  }

  async readDeployment(deploymentId: string) {
    return unless(
      'NotFoundException',
      this.#management.send(
        new GetDeploymentCommand({ ...this.#api, deploymentId }),
      ),
    );
  }

  /** @returns its id */
  async addResource(parentId: string, pathPart: string): Promise<string> {
    const creation = this.#management.send(
      new CreateResourceCommand({ ...this.#api, parentId, pathPart }),
    );
    // A try without an answer may have made it.
    const made = await unless('ConflictException', creation);
    return made?.id ?? this.#findResource(parentId, pathPart);
  }

  /** With everything below it. */
  async removeResource(resourceId: string): Promise<void> {
    await unless(
      'NotFoundException',
      this.#management.send(
        new DeleteResourceCommand({ ...this.#api, resourceId }),
      ),
    );
  }

  /** Behind the authorizer from its first instant. */
  async addMethod(resourceId: string, isGreedy: boolean): Promise<void> {
    await unless(
      'ConflictException',
      this.#management.send(
        new PutMethodCommand({
          ...this.#method(resourceId),
          authorizationType: 'CUSTOM',
          authorizerId: this.#authorizerId,
          apiKeyRequired: true,
          requestParameters: isGreedy
            ? { 'method.request.path.proxy': true }
            : undefined,
        }),
      ),
    );
  }

  async protectMethod(resourceId: string): Promise<void> {
    const values = {
      '/authorizationType': 'CUSTOM',
      '/authorizerId': this.#authorizerId,
      '/apiKeyRequired': 'true',
    };
    await this.#management.send(
      new UpdateMethodCommand({
        ...this.#method(resourceId),
        patchOperations: Object.entries(values).map(([path, value]) => ({
          op: 'replace',
          path,
          value,
        })),
      }),
    );
  }

  async removeMethod(resourceId: string, httpMethod: string): Promise<void> {
    await unless(
      'NotFoundException',
      this.#management.send(
        new DeleteMethodCommand({ ...this.#api, resourceId, httpMethod }),
      ),
    );
  }

  /** Adds it, or puts it in the place of the one there is. */
  async putIntegration(
    resourceId: string,
    uri: string,
    isGreedy: boolean,
  ): Promise<void> {
    await this.#management.send(
      new PutIntegrationCommand({
        ...this.#method(resourceId),
        type: 'HTTP_PROXY',
        integrationHttpMethod: METHOD,
        uri,
        requestParameters: isGreedy
          ? { 'integration.request.path.proxy': 'method.request.path.proxy' }
          : undefined,
      }),
    );
  }

  /** Takes the resources as they are and serves them, in one. @returns the deployment's id */
  async deploy(description: string): Promise<string> {
    const { id } = await this.#management.send(
      new CreateDeploymentCommand({ ...this.#stage, description }),
      async () => {
        const served = await this.readServed();
        const isMade = (await this.describe(served)) === description;
        return isMade ? { id: served } : undefined;
      },
    );
    return id!;
  }

  /** @returns false when there is no such deployment any more */
  async serve(deploymentId: string): Promise<boolean> {
    const isThere = await this.readDeployment(deploymentId);
    if (isThere) {
      await this.#management.send(
        new UpdateStageCommand({
          ...this.#stage,
          patchOperations: [
            { op: 'replace', path: '/deploymentId', value: deploymentId },
          ],
        }),
      );
    }
    return isThere !== undefined;
  }

  isProtected({ authorizationType, authorizerId, apiKeyRequired }: Method) {
    return (
      authorizationType === 'CUSTOM' &&
      authorizerId === this.#authorizerId &&
      apiKeyRequired === true
    );
  }

  get #api() {
    return { restApiId: this.#management.gateway.outputs.RestApiId };
  }

  get #stage() {
    return {
      ...this.#api,
      stageName: this.#management.gateway.outputs.Stage,
    };
  }

  #method(resourceId: string) {
    return { ...this.#api, resourceId, httpMethod: METHOD };
  }

  async #findResource(parentId: string, pathPart: string): Promise<string> {
    const resources = await this.readResources();
    const found = [...resources.values()].find(
      resource =>
        resource.parentId === parentId && resource.pathPart === pathPart,
    );
    if (!found) {
      throw new Error(
        `The resource ${pathPart} is there and is not listed; it is tried again`,
      );
    }
    return found.id;
  }
}
