import type { ApiSpec, DomainNameSpec } from '@oaf/control-plane-simulator';
import { textOf } from '@oaf/backstage-plugin-api-management-node/testUtils';
import {
  account,
  accountSpec,
  discover,
  region,
  signal,
  startSimulated,
} from '../__testUtils__/simulator';
import fixture from './__fixtures__/endpoints-that-are-off.json';
import tagged from './__fixtures__/aws-tags.json';

type Body = Record<string, { items: any[] }>;

/** The simulator's words for what API Gateway answered. */
function specsOf(): { apis: ApiSpec[]; domainNames: DomainNameSpec[] } {
  const mappings = (domainName: string) =>
    (fixture as unknown as Body)[
      `GET /v2/domainnames/${domainName}/apimappings`
    ].items.map(({ apiMappingKey, apiId, stage }) => ({
      path: apiMappingKey,
      apiId,
      stage,
    }));
  return {
    apis: fixture['GET /restapis'].item.map(api => ({
      apiId: api.id,
      name: api.name,
      protocol: 'REST',
      stages: [{ name: 'prod' }],
      endpoint: endpointOf(api),
    })),
    domainNames: fixture['GET /v2/domainnames'].items.map(domain => ({
      domainName: domain.domainName,
      mutualTls: domain.mutualTlsAuthentication !== undefined,
      mappings: mappings(domain.domainName),
    })),
  };
}

function endpointOf(
  api: (typeof fixture)['GET /restapis']['item'][number],
): ApiSpec['endpoint'] {
  if (api.disableExecuteApiEndpoint) {
    return 'off';
  }
  return api.endpointConfiguration.types.includes('PRIVATE')
    ? 'private'
    : undefined;
}

async function discovered(apis: ApiSpec[], domainNames: DomainNameSpec[] = []) {
  const simulated = await startSimulated({
    accounts: [
      {
        ...accountSpec,
        apis: { [region]: apis },
        domainNames: { [region]: domainNames },
      },
    ],
  });
  try {
    const found = await discover(simulated);
    const definitions = await Promise.all(
      found.map(api =>
        simulated.driver.discovery.exportDefinition(account, api, { signal }),
      ),
    );
    return found.map((api, at) => ({
      api,
      document: JSON.parse(textOf(definitions[at])),
    }));
  } finally {
    await simulated.close();
  }
}

const api = (
  endpoint: ApiSpec['endpoint'],
  protocol: ApiSpec['protocol'] = 'REST',
): ApiSpec => ({
  apiId: 'a000000001',
  name: 'A',
  protocol,
  stages: [{ name: 'prod' }],
  endpoint,
});

const domain = (
  domainName: string,
  others: Partial<DomainNameSpec> = {},
): DomainNameSpec => ({
  domainName,
  mappings: [{ path: '', apiId: 'a000000001', stage: 'prod' }],
  ...others,
});

const OWN = 'https://a000000001.execute-api.eu-west-1.amazonaws.com/prod';

describe('endpoints', () => {
  it('of endpoints-that-are-off.json are said to be private, behind mutual TLS or off', async () => {
    const { apis, domainNames } = specsOf();
    const found = await discovered(apis, domainNames);
    expect(
      found.map(({ api: { invokeUrl, endpointNote }, document }) => [
        invokeUrl,
        endpointNote,
        document.servers,
      ]),
    ).toEqual([
      [
        'https://pay.example.com/v1/payments',
        expect.stringContaining('client certificate'),
        [
          {
            url: 'https://pay.example.com/v1/payments',
            description: expect.stringContaining('client certificate'),
          },
        ],
      ],
      [
        'https://priv000001.execute-api.eu-west-1.amazonaws.com/prod',
        expect.stringContaining('private'),
        [
          expect.objectContaining({
            description: expect.stringMatching(/VPC/),
          }),
        ],
      ],
      [undefined, expect.stringContaining('cannot be called'), []],
    ]);
    expect(JSON.stringify(found)).not.toMatch(/vpce-|\*\.apis/);
  });

  it.each<
    [string, ApiSpec, DomainNameSpec[], string | undefined, RegExp | undefined]
  >([
    ['is on', api(undefined), [], OWN, undefined],
    [
      'is on, and has a wildcard domain',
      api(undefined),
      [domain('*.example.com')],
      OWN,
      undefined,
    ],
    [
      'is off, and has an open domain beside one with mutual TLS',
      api('off'),
      [domain('a.example.com', { mutualTls: true }), domain('b.example.com')],
      'https://b.example.com',
      undefined,
    ],
    [
      'is off, and its domain awaits a certificate',
      api('off'),
      [domain('a.example.com', { status: 'PENDING_CERTIFICATE_REIMPORT' })],
      undefined,
      /cannot be called/,
    ],
    [
      'is private, whatever domain is mapped',
      api('private'),
      [domain('a.example.com')],
      OWN,
      /private/,
    ],
    [
      'of a WebSocket API is off',
      api('off', 'WEBSOCKET'),
      [],
      undefined,
      /cannot be called/,
    ],
    [
      'of an HTTP API needs a certificate',
      api('off', 'HTTP'),
      [domain('a.example.com', { mutualTls: true })],
      'https://a.example.com',
      /certificate/,
    ],
  ])('that %s', async (_, spec, domainNames, invokeUrl, note) => {
    const [{ api: found, document }] = await discovered([spec], domainNames);
    expect(found.invokeUrl).toBe(invokeUrl);
    expect(found.endpointNote ?? '').toMatch(note ?? /^$/);
    expect(JSON.stringify(document).includes('execute-api')).toBe(
      invokeUrl === OWN,
    );
  });

  it('changes the fingerprint when it is switched off', async () => {
    const [on] = await discovered([api(undefined)]);
    const [off] = await discovered([api('off')]);
    expect(off.api.fingerprint).not.toBe(on.api.fingerprint);
  });
});

describe('tags', () => {
  it('of aws-tags.json come as they are', async () => {
    const found = await discovered(tagged as unknown as ApiSpec[]);
    expect(found.map(one => one.api.tags)).toEqual(
      tagged.map(({ tags, stages }) => ({
        ...tags,
        ...(stages[0] as { tags?: object }).tags,
      })),
    );
  });

  it('of a stage go over those of its API, whatever the case of their keys', async () => {
    const [found] = await discovered([
      {
        ...api(undefined),
        tags: { owner: 'team-a', line: 'banking' },
        stages: [{ name: 'prod', tags: { Owner: 'team-b' } }],
      },
    ]);
    expect(found.api.tags).toEqual({ line: 'banking', Owner: 'team-b' });
  });
});
