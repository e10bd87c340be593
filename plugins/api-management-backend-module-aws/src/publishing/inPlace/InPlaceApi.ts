import {
  type Authorizer,
  CreateAuthorizerCommand,
  CreateDeploymentCommand,
  DeleteAuthorizerCommand,
  DeleteDeploymentCommand,
  DeleteGatewayResponseCommand,
  GetAuthorizersCommand,
  GetDeploymentCommand,
  GetGatewayResponsesCommand,
  GetRestApiCommand,
  GetStagesCommand,
  type GatewayResponseType,
  type MethodSnapshot,
  type PatchOperation,
  PutGatewayResponseCommand,
  type RestApi,
  type Stage,
  UpdateMethodCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
} from '@aws-sdk/client-api-gateway';
import type { ApiInPlace } from '@oaf/backstage-plugin-api-management-node';
import type { GatewayManagement } from '../../management/GatewayManagement';
import { unless } from '../../management/unless';
import { forbidAuthorizer, permitAuthorizer } from './permission';
import { readResources, type Resources } from '../readResources';
import {
  type AccessLog,
  type MethodAuthorization,
  type OwnResponse,
  splitMethodKey,
  type StageState,
} from './InPlaceRecord';

/** What a deployment serves, by path and method. */
export type Summary = Record<string, Record<string, MethodSnapshot>>;

export type Deployed = {
  id: string;
  description?: string;
  /** Undefined when AWS does not tell. */
  summary?: Summary;
};

/** An API as its owner sees it: what would be deployed next, and what its stages are. */
export type WorkingCopy = {
  api: RestApi;
  resources: Resources;
  stages: Stage[];
  authorizers: Authorizer[];
  /** By type: those that its owner made his own. */
  responses: Record<string, OwnResponse>;
};

const replace = (path: string, value: string): PatchOperation => ({
  op: 'replace',
  path,
  value,
});

/** The stage's settings; without a log, it is taken away. */
function logPatches(log: AccessLog | null): PatchOperation[] {
  return log
    ? [
        replace('/accessLogSettings/destinationArn', log.destinationArn),
        replace('/accessLogSettings/format', log.format),
      ]
    : [{ op: 'remove', path: '/accessLogSettings' }];
}

export function accessLogOf({ accessLogSettings }: Stage): AccessLog | null {
  const { destinationArn, format } = accessLogSettings ?? {};
  return destinationArn ? { destinationArn, format: format ?? '' } : null;
}

export const isSameLog = (one: AccessLog | null, other: AccessLog | null) =>
  one?.destinationArn === other?.destinationArn &&
  one?.format.trim() === other?.format.trim();

/** A stage of a REST API in its owner's account, which a gateway puts its authorizer before. */
export class InPlaceApi {
  /** Of this gateway and no other: the API's methods name it. */
  readonly authorizerName: string;
  /** By which its deployments are known. */
  readonly deploymentDescription: string;
  readonly at: ApiInPlace;
  readonly #management: GatewayManagement;
  /** As it asks the gateway itself. */
  readonly #own: GatewayManagement;

  constructor(management: GatewayManagement, at: ApiInPlace) {
    const { gateway } = management;
    this.at = at;
    this.#own = management;
    this.#management = management.at(at);
    this.authorizerName = `oaf-${gateway.id}`;
    this.deploymentDescription = `Open API Framework: in place, gateway ${gateway.id}`;
  }

  /** Failures are told of the API's account. */
  explained<Result>(perform: () => Promise<Result>): Promise<Result> {
    return this.#management.explained(perform);
  }

  async read(): Promise<WorkingCopy> {
    const api = await this.#management.send(new GetRestApiCommand(this.#api));
    const resources = await readResources(this.#management, this.at.apiId);
    const { item: stages = [] } = await this.#management.send(
      new GetStagesCommand(this.#api),
    );
    const { items: authorizers = [] } = await this.#management.send(
      new GetAuthorizersCommand({ ...this.#api, limit: 500 }),
    );
    const { items: responses = [] } = await this.#management.send(
      new GetGatewayResponsesCommand({ ...this.#api, limit: 500 }),
    );
    return {
      api,
      resources,
      stages,
      authorizers,
      responses: Object.fromEntries(
        responses
          .filter(({ defaultResponse }) => !defaultResponse)
          .map(response => [response.responseType!, toOwn(response)]),
      ),
    };
  }

  async readDeployment(deploymentId: string): Promise<Deployed | undefined> {
    const found = await unless(
      'NotFoundException',
      this.#management.send(
        new GetDeploymentCommand({
          ...this.#api,
          deploymentId,
          embed: ['apisummary'],
        }),
      ),
    );
    return (
      found && {
        id: deploymentId,
        description: found.description,
        summary: found.apiSummary,
      }
    );
  }

  /** @returns its id */
  async addAuthorizer(): Promise<string> {
    const { AuthorizerArn } = this.#own.gateway.outputs;
    const { partition } = this.at.account;
    const creation = this.#management.send(
      new CreateAuthorizerCommand({
        ...this.#api,
        name: this.authorizerName,
        type: 'REQUEST',
        identitySource: 'method.request.header.Authorization',
        // A remembered answer would let a call pass whose proof nobody looked at.
        authorizerResultTtlInSeconds: 0,
        authorizerUri: `arn:${partition}:apigateway:${
          this.#own.gateway.region
        }:lambda:path/2015-03-31/functions/${AuthorizerArn}/invocations`,
      }),
      () => this.#findAuthorizer(),
    );
    const made =
      (await unless('ConflictException', creation)) ??
      (await this.#findAuthorizer());
    return made!.id!;
  }

  async removeAuthorizer(authorizerId: string): Promise<void> {
    await unless(
      'NotFoundException',
      this.#management.send(
        new DeleteAuthorizerCommand({ ...this.#api, authorizerId }),
      ),
    );
  }

  permit(authorizerId: string): Promise<void> {
    return permitAuthorizer(this.#own, this.at, authorizerId);
  }

  forbid(): Promise<void> {
    return forbidAuthorizer(this.#own, this.at);
  }

  async setApiKeySource(source: string): Promise<void> {
    await this.#management.send(
      new UpdateRestApiCommand({
        ...this.#api,
        patchOperations: [replace('/apiKeySource', source)],
      }),
    );
  }

  async setMethod(
    key: string,
    { authorizationType, apiKeyRequired }: MethodAuthorization,
    authorizerId?: string,
  ): Promise<void> {
    await this.#management.send(
      new UpdateMethodCommand({
        ...this.#api,
        ...splitMethodKey(key),
        patchOperations: [
          replace('/authorizationType', authorizationType),
          ...(authorizerId ? [replace('/authorizerId', authorizerId)] : []),
          replace('/apiKeyRequired', String(apiKeyRequired)),
        ],
      }),
    );
  }

  /** @param response - null: the default one */
  async setResponse(type: string, response: OwnResponse | null): Promise<void> {
    const target = {
      ...this.#api,
      responseType: type as GatewayResponseType,
    };
    await (response
      ? this.#management.send(
          new PutGatewayResponseCommand({ ...target, ...response }),
        )
      : unless(
          'NotFoundException',
          this.#management.send(new DeleteGatewayResponseCommand(target)),
        ));
  }

  async setAccessLog(log: AccessLog | null): Promise<void> {
    await this.#updateStage(logPatches(log));
  }

  /** Serves what was deployed before, and records calls as it was, in one. */
  async goBack(to: StageState, log: AccessLog | null): Promise<void> {
    await this.#updateStage([
      replace('/deploymentId', to.deploymentId!),
      ...(isSameLog(to.accessLog, log) ? [] : logPatches(to.accessLog)),
    ]);
  }

  /** Takes the API as it is, in one. @returns the deployment's id */
  async deploy(served: string): Promise<string> {
    const { id } = await this.#management.send(
      new CreateDeploymentCommand({
        ...this.#api,
        stageName: this.at.stage,
        description: this.deploymentDescription,
      }),
      () => this.findDeployedSince(served),
    );
    return id!;
  }

  /** A deployment of this gateway that the stage serves instead of another. */
  async findDeployedSince(served: string): Promise<Deployed | undefined> {
    const { item = [] } = await this.#management.send(
      new GetStagesCommand(this.#api),
    );
    const id = item.find(
      ({ stageName }) => stageName === this.at.stage,
    )?.deploymentId;
    const deployed =
      id && id !== served ? await this.readDeployment(id) : undefined;
    return deployed?.description === this.deploymentDescription
      ? deployed
      : undefined;
  }

  /** One that another stage serves stays. */
  async removeDeployment(deploymentId: string): Promise<void> {
    const removal = this.#management.send(
      new DeleteDeploymentCommand({ ...this.#api, deploymentId }),
    );
    await unless('NotFoundException', unless('BadRequestException', removal));
  }

  /** `arn:…:execute-api:<region>:<account>:<API id>/<stage>` */
  get stageArn(): string {
    const { account, region, apiId, stage } = this.at;
    return `arn:${account.partition}:execute-api:${region}:${account.accountId}:${apiId}/${stage}`;
  }

  get #api() {
    return { restApiId: this.at.apiId };
  }

  async #findAuthorizer(): Promise<Authorizer | undefined> {
    const { items = [] } = await this.#management.send(
      new GetAuthorizersCommand({ ...this.#api, limit: 500 }),
    );
    return items.find(({ name }) => name === this.authorizerName);
  }

  async #updateStage(patchOperations: PatchOperation[]): Promise<void> {
    await this.#management.send(
      new UpdateStageCommand({
        ...this.#api,
        stageName: this.at.stage,
        patchOperations,
      }),
    );
  }
}

function toOwn({
  statusCode,
  responseParameters,
  responseTemplates,
}: OwnResponse): OwnResponse {
  return { statusCode, responseParameters, responseTemplates };
}
