import {
  GetBasePathMappingsCommand,
  GetDomainNamesCommand,
  GetExportCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStagesCommand,
  GetTagsCommand,
  GetApiKeysCommand,
  paginateGetRestApis,
} from '@aws-sdk/client-api-gateway';
import {
  ExportApiCommand,
  GetApiCommand,
  GetApiMappingsCommand,
  GetApisCommand,
  GetModelsCommand,
  GetRoutesCommand,
  GetStagesCommand as GetV2StagesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { account, externalId, roleArn } from './__testUtils__/account';
import { assumeRole, clients } from './__testUtils__/clients';
import type { Credentials } from './__testUtils__/clients';
import { startControlPlane } from './startControlPlane';
import type { ControlPlane } from './startControlPlane';
import type { ApiFault } from './world/specs';

const region = 'eu-west-1';
const { accountId } = account;

describe('reading APIs, with the SDK', () => {
  let plane: ControlPlane;
  let session: Credentials;

  beforeEach(async () => {
    plane = await startControlPlane({
      accounts: [account],
      verifySignatures: true,
    });
    session = await assumeRole(plane, { roleArn, externalId });
  });

  afterEach(() => plane.close());

  const rest = () => clients(plane, session).rest;
  const v2 = () => clients(plane, session).v2;

  function getExport(parameters?: Record<string, string>) {
    return rest().send(
      new GetExportCommand({
        restApiId: 'rest000001',
        stageName: 'prod',
        exportType: 'oas30',
        parameters,
      }),
    );
  }

  it('lists REST APIs and their stages, with times that the SDK understands', async () => {
    const { items } = await rest().send(new GetRestApisCommand());
    expect(items).toEqual([
      expect.objectContaining({
        id: 'rest000001',
        name: 'Accounts',
        tags: { owner: 'team-a' },
        createdDate: new Date(1_700_000_000_000),
      }),
    ]);
    const stages = await rest().send(
      new GetStagesCommand({ restApiId: 'rest000001' }),
    );
    expect(stages.item).toEqual([
      expect.objectContaining({
        stageName: 'prod',
        deploymentId: expect.any(String),
        lastUpdatedDate: new Date(1_700_000_000_000),
        variables: { password: 'stage-secret' },
      }),
    ]);
  });

  it('cuts lists into pages of 25, of 500 at most', async () => {
    for (let number = 100; number < 700; number += 1) {
      plane.world.putApi(accountId, region, {
        apiId: `many000${number}`,
        name: `Many ${number}`,
        protocol: 'REST',
        stages: [],
      });
    }
    const first = await rest().send(new GetRestApisCommand());
    expect(first.items).toHaveLength(25);
    const sizes: number[] = [];
    for await (const page of paginateGetRestApis(
      { client: rest(), pageSize: 500 },
      {},
    )) {
      sizes.push(page.items!.length);
    }
    expect(sizes).toEqual([500, 101]);
    await expect(
      rest().send(new GetRestApisCommand({ limit: 501 })),
    ).rejects.toMatchObject({ name: 'BadRequestException' });
  });

  it('exports a document, with backends only when asked for', async () => {
    const { body, contentType } = await getExport();
    const text = Buffer.from(body!).toString();
    expect(contentType).toBe('application/json');
    expect(JSON.parse(text)).toMatchObject({
      openapi: '3.0.1',
      info: { title: 'Accounts', version: '2.1' },
      servers: [
        {
          url: 'https://rest000001.execute-api.eu-west-1.amazonaws.com/{basePath}',
          variables: { basePath: { default: 'prod' } },
        },
      ],
    });
    expect(text).not.toContain('backend.internal');
    const leaking = await getExport({ extensions: 'integrations' });
    expect(Buffer.from(leaking.body!).toString()).toContain('backend.internal');
  });

  it('exports the document an API was given, without its integrations', async () => {
    plane.world.changeApi(accountId, region, 'rest000001', {
      document: {
        openapi: '3.0.1',
        info: { title: 'Own', version: '1' },
        paths: {
          '/': { get: { 'x-amazon-apigateway-integration': { uri: 'x' } } },
        },
      },
    });
    const { body } = await getExport();
    expect(JSON.parse(Buffer.from(body!).toString())).toEqual({
      openapi: '3.0.1',
      info: { title: 'Own', version: '1' },
      paths: { '/': { get: {} } },
    });
  });

  it('gives a changed API a new deployment', async () => {
    const stages = () =>
      rest().send(new GetStagesCommand({ restApiId: 'rest000001' }));
    const before = (await stages()).item![0];
    plane.world.changeApi(accountId, region, 'rest000001');
    const after = (await stages()).item![0];
    expect(after.deploymentId).not.toBe(before.deploymentId);
    expect(after.lastUpdatedDate!.getTime()).toBeGreaterThan(
      before.lastUpdatedDate!.getTime(),
    );
  });

  it('forgets a deleted API', async () => {
    plane.world.removeApi(accountId, region, 'rest000001');
    expect((await rest().send(new GetRestApisCommand())).items).toEqual([]);
    await expect(
      rest().send(new GetRestApiCommand({ restApiId: 'rest000001' })),
    ).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('knows custom domains and tags', async () => {
    const { items } = await rest().send(new GetDomainNamesCommand());
    expect(items).toEqual([
      expect.objectContaining({ domainName: 'api.example.com' }),
    ]);
    const mappings = await rest().send(
      new GetBasePathMappingsCommand({ domainName: 'api.example.com' }),
    );
    expect(mappings.items).toEqual([
      { basePath: 'accounts', restApiId: 'rest000001', stage: 'prod' },
    ]);
    const v2Mappings = await v2().send(
      new GetApiMappingsCommand({ DomainName: 'api.example.com' }),
    );
    expect(v2Mappings.Items).toEqual([
      expect.objectContaining({ ApiMappingKey: 'accounts' }),
    ]);
    const { tags } = await rest().send(
      new GetTagsCommand({
        resourceArn: 'arn:aws:apigateway:eu-west-1::/restapis/rest000001',
      }),
    );
    expect(tags).toEqual({ owner: 'team-a' });
  });

  it('never shows API keys', async () => {
    await expect(rest().send(new GetApiKeysCommand())).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
  });

  it('lists HTTP and WebSocket APIs', async () => {
    const { Items } = await v2().send(new GetApisCommand());
    expect(Items).toEqual([
      expect.objectContaining({
        ApiId: 'http000001',
        ProtocolType: 'HTTP',
        CreatedDate: new Date(1_700_000_000_000),
      }),
      expect.objectContaining({ ApiId: 'sock000001' }),
    ]);
    const stages = await v2().send(
      new GetV2StagesCommand({ ApiId: 'http000001' }),
    );
    expect(stages.Items).toEqual([
      expect.objectContaining({ StageName: '$default' }),
    ]);
  });

  it('exports an HTTP API, with backends unless told not to', async () => {
    const exported = async (IncludeExtensions?: boolean) => {
      const { body } = await v2().send(
        new ExportApiCommand({
          ApiId: 'http000001',
          Specification: 'OAS30',
          OutputType: 'JSON',
          StageName: '$default',
          IncludeExtensions,
        }),
      );
      return Buffer.from(body!).toString();
    };
    expect(JSON.parse(await exported(false)).info.title).toBe('Quotes');
    expect(await exported(false)).not.toContain('backend.internal');
    expect(await exported()).toContain('backend.internal');
  });

  it('exports no WebSocket API, but its routes and models', async () => {
    const ApiId = 'sock000001';
    await expect(
      v2().send(
        new ExportApiCommand({
          ApiId,
          Specification: 'OAS30',
          OutputType: 'JSON',
        }),
      ),
    ).rejects.toMatchObject({ name: 'BadRequestException' });
    const { Items } = await v2().send(new GetRoutesCommand({ ApiId }));
    expect(Items).toEqual([
      expect.objectContaining({
        RouteKey: 'tick',
        RequestModels: { $default: 'Tick' },
      }),
    ]);
    const models = await v2().send(new GetModelsCommand({ ApiId }));
    expect(JSON.parse(models.Items![0].Schema!)).toEqual({ type: 'object' });
  });

  it('keeps REST APIs out of v2', async () => {
    await expect(
      v2().send(new GetApiCommand({ ApiId: 'rest000001' })),
    ).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  describe('with a fault', () => {
    const breakApi = (fault: ApiFault) =>
      plane.world.changeApi(accountId, region, 'rest000001', { fault });

    it.each([
      ['deleted-during-export', 'NotFoundException', 404],
      ['non-json-models', 'BadRequestException', 400],
      ['export-error', 'InternalFailure', 500],
    ] as const)('%s answers %s', async (fault, name, httpStatusCode) => {
      breakApi(fault);
      await expect(getExport()).rejects.toMatchObject({
        name,
        $metadata: { httpStatusCode },
      });
    });

    it('malformed-export answers half a document', async () => {
      breakApi('malformed-export');
      const { body } = await getExport();
      expect(() => JSON.parse(Buffer.from(body!).toString())).toThrow();
    });

    it('large-export answers 6 MiB', async () => {
      breakApi('large-export');
      const { body } = await getExport();
      expect(body!.length).toBeGreaterThan(6 * 1024 * 1024);
    });

    it.each([
      ['access-denied', 'AccessDeniedException', 403],
      ['not-enabled', 'UnrecognizedClientException', 403],
      ['server-error', 'InternalFailure', 500],
    ] as const)('%s in one region answers %s', async (fault, name, status) => {
      plane.world.setRegionFault(accountId, region, fault);
      await expect(rest().send(new GetRestApisCommand())).rejects.toMatchObject(
        {
          name,
          $metadata: { httpStatusCode: status },
        },
      );
      const other = clients(plane, session, 'eu-central-1').rest;
      expect((await other.send(new GetRestApisCommand())).items).toEqual([]);
    });

    it('hang never answers', async () => {
      plane.world.setRegionFault(accountId, region, 'hang');
      await expect(
        rest().send(new GetRestApisCommand(), {
          abortSignal: AbortSignal.timeout(200),
        }),
      ).rejects.toMatchObject({ name: expect.stringMatching(/Abort|Timeout/) });
    });
  });
});
