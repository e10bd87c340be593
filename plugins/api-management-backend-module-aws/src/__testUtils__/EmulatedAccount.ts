import { randomUUID } from 'node:crypto';
import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  DeleteApiKeyCommand,
  DeleteRestApiCommand,
  DeleteUsagePlanCommand,
  GetApiKeysCommand,
  GetUsagePlanKeysCommand,
  GetUsagePlansCommand,
  PutRestApiCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  CreateApiCommand,
  CreateApiMappingCommand,
  CreateDomainNameCommand,
  CreateRouteCommand,
  CreateStageCommand,
} from '@aws-sdk/client-apigatewayv2';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { Emulator } from '@oaf/aws-emulator';
import { createAwsCall, type Table } from '@oaf/access/aws';
import type {
  AccessGateway,
  LinkedAccount,
} from '@oaf/backstage-plugin-api-management-node';

export const BACKEND = 'https://backend.internal';

const ROLE = 'OpenApiFrameworkTrust';

/** What an owner of an AWS account does, in an emulator that has accounts apart. */
export class EmulatedAccount {
  readonly link: LinkedAccount;
  readonly #clientConfig: Emulator['clientConfig'];

  private constructor(
    link: LinkedAccount,
    clientConfig: Emulator['clientConfig'],
  ) {
    this.link = link;
    this.#clientConfig = clientConfig;
  }

  /** With a trust role that demands the external id, though the emulator does not enforce it. */
  static async create(
    emulator: Emulator,
    accountId: string,
    regions: string[],
  ): Promise<EmulatedAccount> {
    const link = {
      id: `link-${accountId}`,
      driver: 'aws',
      accountId,
      partition: 'aws',
      alias: `Account ${accountId}`,
      regions,
      trust: {
        roleArn: `arn:aws:iam::${accountId}:role/${ROLE}`,
        externalId: `external-id-of-${accountId}`,
      },
    };
    const clientConfig = {
      ...emulator.clientConfig,
      credentials: await ownersOf(emulator, accountId),
    };
    const account = new EmulatedAccount(link, clientConfig);
    await account.#createTrustRole();
    return account;
  }

  async createRestApi(
    region: string,
    {
      name,
      document,
      tags,
    }: {
      name: string;
      document: { paths: Paths };
      tags?: Record<string, string>;
    },
  ): Promise<string> {
    const rest = this.#rest(region);
    const { id } = await rest.send(new CreateRestApiCommand({ name, tags }));
    await rest.send(
      new PutRestApiCommand({
        restApiId: id!,
        mode: 'overwrite',
        body: Buffer.from(JSON.stringify(withIntegrations(document))),
      }),
    );
    await this.deploy(region, id!);
    return id!;
  }

  async deploy(region: string, restApiId: string) {
    await this.#rest(region).send(
      new CreateDeploymentCommand({
        restApiId,
        stageName: 'prod',
        variables: { password: 'stage-secret' },
      }),
    );
  }

  /** What access needs of a gateway: a stage, and an empty table. Keys and plans of another one are gone. */
  async createGateway(
    region: string,
    restApiId: string,
  ): Promise<{ gateway: AccessGateway; table: Table }> {
    const name = `gateway-${randomUUID()}`;
    const call = createAwsCall('dynamodb', { ...this.#clientConfig, region });
    await call('CreateTable', {
      TableName: name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    });
    await this.#forgetKeys(region);
    const TableArn = `arn:aws:dynamodb:${region}:${this.link.accountId}:table/${name}`;
    const outputs = {
      RestApiId: restApiId,
      Stage: 'prod',
      Issuer: 'https://door.example.com',
      TableArn,
    };
    const installation = 'oaf-moto';
    const { link: account } = this;
    const gateway = {
      id: name,
      account,
      region,
      installation,
      outputs,
      parameters: {},
      findAccount: async () => undefined,
    };
    return { gateway, table: { call, name } };
  }

  /** What there is of keys and plans. */
  async readKeys(region: string) {
    const rest = this.#rest(region);
    const { items: keys = [] } = await rest.send(
      new GetApiKeysCommand({ includeValues: true }),
    );
    const { items: plans = [] } = await rest.send(new GetUsagePlansCommand({}));
    const inPlans = await Promise.all(
      plans.map(({ id: usagePlanId }) =>
        rest.send(new GetUsagePlanKeysCommand({ usagePlanId })),
      ),
    );
    return {
      keys,
      plans,
      inPlans: inPlans.flatMap(({ items = [] }) => items.map(({ id }) => id)),
    };
  }

  async #forgetKeys(region: string) {
    const rest = this.#rest(region);
    const { keys, plans } = await this.readKeys(region);
    for (const { id: apiKey } of keys) {
      await rest.send(new DeleteApiKeyCommand({ apiKey }));
    }
    for (const { id: usagePlanId } of plans) {
      await rest.send(new DeleteUsagePlanCommand({ usagePlanId }));
    }
  }

  async deleteRestApi(region: string, restApiId: string) {
    await this.#rest(region).send(new DeleteRestApiCommand({ restApiId }));
  }

  async createV2Api(
    region: string,
    ProtocolType: 'HTTP' | 'WEBSOCKET',
    StageName: string,
  ): Promise<string> {
    const v2 = this.#v2(region);
    const { ApiId } = await v2.send(
      new CreateApiCommand({
        Name: `${ProtocolType} API`,
        ProtocolType,
        RouteSelectionExpression: '$request.body.action',
      }),
    );
    await v2.send(new CreateRouteCommand({ ApiId, RouteKey: 'tick' }));
    await v2.send(new CreateStageCommand({ ApiId, StageName }));
    return ApiId!;
  }

  async mapDomain(
    region: string,
    DomainName: string,
    ApiId: string,
    Stage: string,
  ) {
    const v2 = this.#v2(region);
    await v2.send(new CreateDomainNameCommand({ DomainName }));
    await v2.send(
      new CreateApiMappingCommand({
        DomainName,
        ApiId,
        Stage,
        ApiMappingKey: 'v1',
      }),
    );
  }

  #rest(region: string) {
    return new APIGatewayClient({ ...this.#clientConfig, region });
  }

  #v2(region: string) {
    return new ApiGatewayV2Client({ ...this.#clientConfig, region });
  }

  async #createTrustRole() {
    const iam = new IAMClient(this.#clientConfig);
    await iam.send(
      new CreateRoleCommand({
        RoleName: ROLE,
        AssumeRolePolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: '*' },
              Action: 'sts:AssumeRole',
              Condition: {
                StringEquals: {
                  'sts:ExternalId': this.link.trust!.externalId,
                },
              },
            },
          ],
        }),
      }),
    );
  }
}

type Paths = Record<string, Record<string, object>>;

/** As a document must be before it can be deployed. */
function withIntegrations(document: { paths: Paths }) {
  const integration = {
    'x-amazon-apigateway-integration': {
      type: 'http_proxy',
      httpMethod: 'ANY',
      uri: `${BACKEND}/`,
    },
  };
  const paths = Object.entries(document.paths).map(([path, methods]) => [
    path,
    Object.fromEntries(
      Object.entries(methods).map(([method, operation]) => [
        method,
        { ...operation, ...integration },
      ]),
    ),
  ]);
  return { ...document, paths: Object.fromEntries(paths) };
}

/** In moto a session is in the account of its role, also when the role is not there. */
async function ownersOf({ clientConfig }: Emulator, accountId: string) {
  const sts = new STSClient(clientConfig);
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${accountId}:role/owner`,
      RoleSessionName: 'owner',
    }),
  );
  return {
    accessKeyId: Credentials!.AccessKeyId!,
    secretAccessKey: Credentials!.SecretAccessKey!,
    sessionToken: Credentials!.SessionToken!,
  };
}
