import {
  GetAuthorizersCommand,
  GetDeploymentsCommand,
  GetGatewayResponsesCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetStagesCommand,
} from '@aws-sdk/client-api-gateway';
import { GetPolicyCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { answerTypes } from '../../publishing/inPlace/answers';
import type { EmulatedGateway } from '../EmulatedGateway';

/** An imported API as its owner sees it, and what the gateway knows of it. */
export type ApiState = {
  keySource: string;
  authorizers: string[];
  /** How many of the authorizer's function are for the API. */
  permissions: number;
  methods: string[];
  responses: string[];
  deployments: string[];
  /** By stage. */
  served: string[];
  /** Of the gateway's table. */
  rows: string[];
};

export async function readApi(
  world: EmulatedGateway,
  restApiId: string,
): Promise<ApiState> {
  const { owner } = world;
  const { apiKeySource = 'HEADER' } = await owner.send(
    new GetRestApiCommand({ restApiId }),
  );
  const { items: authorizers = [] } = await owner.send(
    new GetAuthorizersCommand({ restApiId }),
  );
  const { items: resources = [] } = await owner.send(
    new GetResourcesCommand({ restApiId, embed: ['methods'], limit: 500 }),
  );
  const { items: responses = [] } = await owner.send(
    new GetGatewayResponsesCommand({ restApiId, limit: 500 }),
  );
  const { items: deployments = [] } = await owner.send(
    new GetDeploymentsCommand({ restApiId, limit: 500 }),
  );
  const { item: stages = [] } = await owner.send(
    new GetStagesCommand({ restApiId }),
  );
  return {
    keySource: apiKeySource,
    authorizers: authorizers.map(({ name }) => name!),
    permissions: await countPermissions(world, restApiId),
    methods: resources
      .flatMap(({ path, resourceMethods = {} }) =>
        Object.entries(resourceMethods).map(
          ([name, { authorizationType, apiKeyRequired }]) =>
            // MiniStack answers a text, or nothing.
            `${name} ${path} ${authorizationType} ${apiKeyRequired ?? false}`,
        ),
      )
      .sort(),
    responses: responses
      .filter(({ defaultResponse }) => !defaultResponse)
      .map(({ responseType }) => responseType!)
      .sort(),
    deployments: deployments.map(({ id }) => id!).sort(),
    served: stages.map(
      ({ stageName, deploymentId }) => `${stageName} ${deploymentId}`,
    ),
    rows: [
      ...(await world.rows('objects#in-place')),
      ...(await world.rows('api#')),
    ]
      .map(({ pk }) => pk.S)
      .sort(),
  };
}

async function countPermissions(
  { emulator, gateway }: EmulatedGateway,
  restApiId: string,
): Promise<number> {
  const { Policy = '{}' } = await new LambdaClient(emulator.clientConfig).send(
    new GetPolicyCommand({ FunctionName: gateway.outputs.AuthorizerArn }),
  );
  const statements: object[] = JSON.parse(Policy).Statement ?? [];
  return statements.filter(one => JSON.stringify(one).includes(restApiId))
    .length;
}

/** What there is, with our deployment under a name of its own, whatever its id. */
export function comparable(found: ApiState, before: ApiState): ApiState {
  const named = (text: string) =>
    text.replace(/\w+$/, id => (before.deployments.includes(id) ? id : 'ours'));
  return {
    ...found,
    deployments: found.deployments.map(named).sort(),
    served: found.served.map(named),
  };
}

/** An API as its owner made it, with the gateway's authorizer before it. */
export function protectedApi(
  before: ApiState,
  { gateway, productId, apiId }: ProtectedBy,
): ApiState {
  const { account, region } = gateway;
  const at = `${account.accountId}/${region}/${apiId}`;
  const [stage] = before.served[0].split(' ');
  return {
    keySource: 'AUTHORIZER',
    authorizers: [`oaf-${gateway.id}`],
    permissions: 1,
    // Preflight requests of browsers carry no credentials.
    methods: before.methods.map(method =>
      method.startsWith('OPTIONS ')
        ? method
        : method.replace('NONE false', 'CUSTOM true'),
    ),
    responses: [...answerTypes].sort(),
    deployments: [...before.deployments, 'ours'].sort(),
    served: [`${stage} ours`],
    rows: [
      `objects#in-place#${at}`,
      `objects#in-place-of#${productId}`,
      `api#arn:aws:execute-api:${region}:${account.accountId}:${apiId}/${stage}`,
    ].sort(),
  };
}

type ProtectedBy = Pick<EmulatedGateway, 'gateway'> & {
  productId: string;
  apiId: string;
};
