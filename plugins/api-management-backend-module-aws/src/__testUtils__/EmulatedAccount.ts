import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateRestApiCommand,
  DeleteRestApiCommand,
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
import type { LinkedAccount } from '@oaf/backstage-plugin-api-management-node';

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
