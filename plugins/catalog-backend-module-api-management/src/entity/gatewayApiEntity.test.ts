import {
  apiEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  FieldFormatEntityPolicy,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import { gatewayApi, upsert } from '../__testUtils__/gatewayApi';
import { MAX_DEFINITION_BYTES } from './definitionText';
import { gatewayApiEntity, type GatewayApiUpsert } from './gatewayApiEntity';

const withApi = (overrides: Parameters<typeof gatewayApi>[0]) =>
  upsert('claims', { gatewayApi: gatewayApi(overrides) });

describe('gatewayApiEntity', () => {
  it('describes the API where people look for it', () => {
    const change = withApi({
      title: 'Claims',
      description: 'Report a claim',
      consoleUrl: 'https://console.example.com/apis/gw-claims',
      tags: { domain: 'claims', owner: 'team-a', lifecycle: 'experimental' },
    });
    expect(gatewayApiEntity(change)).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'API',
      metadata: {
        name: 'claims',
        title: 'Claims',
        description: 'Report a claim',
        annotations: {
          'backstage.io/managed-by-location':
            'api-management:111122223333/eu-central-1/gw-claims/live',
          'backstage.io/managed-by-origin-location':
            'api-management:111122223333/eu-central-1/gw-claims/live',
          'backstage.io/view-url': 'https://console.example.com/apis/gw-claims',
          'api-management.openapiframework.io/gateway-api-id': 'id-claims',
          'api-management.openapiframework.io/account-link-id': 'link-1',
        },
        tags: ['domain:claims'],
        links: [{ url: 'https://api.example.com/claims', title: 'Invoke URL' }],
      },
      spec: {
        type: 'openapi',
        lifecycle: 'experimental',
        owner: 'group:default/team-a',
        definition: 'openapi: 3.0.3',
      },
    });
  });

  const cases: Array<{
    rule: string;
    change: GatewayApiUpsert;
    expected: object;
  }> = [
    {
      rule: 'an API without a lifecycle tag is in production',
      change: upsert('claims'),
      expected: { spec: { lifecycle: 'production' } },
    },
    {
      rule: 'an empty lifecycle tag says nothing',
      change: withApi({ tags: { lifecycle: '' } }),
      expected: { spec: { lifecycle: 'production' } },
    },
    {
      rule: 'an API without an owner is unknown to the catalog',
      change: upsert('claims', { owner: undefined }),
      expected: { spec: { owner: 'unknown' } },
    },
    {
      rule: 'the first paragraph of a long description is the summary',
      change: withApi({
        description: '\nReport a claim\nonline.\n\n| a | b |\n',
      }),
      expected: { metadata: { description: 'Report a claim online.' } },
    },
    {
      rule: 'an event API is asyncapi',
      change: upsert('claims', { definitionFormat: 'asyncapi' }),
      expected: { spec: { type: 'asyncapi' } },
    },
    {
      rule: 'tags are spelled as the catalog wants them',
      change: withApi({
        tags: {
          Domain: 'Claims & Care',
          pci: '',
          'aws:cloudformation:stack-name': 'x',
          'cost center': '4711',
          emoji: '…',
        },
      }),
      expected: {
        metadata: {
          tags: ['cost-center:4711', 'domain:claims-care', 'emoji', 'pci'],
        },
      },
    },
    {
      rule: 'a tag longer than the catalog takes is left out',
      change: withApi({ tags: { note: 'n'.repeat(60) } }),
      expected: { metadata: { tags: [] } },
    },
  ];
  it.each(cases)('$rule', ({ change, expected }) => {
    expect(gatewayApiEntity(change)).toMatchObject(expected);
  });

  it.each(cases)('makes a valid entity when $rule', async ({ change }) => {
    let entity = await new DefaultNamespaceEntityPolicy().enforce(
      gatewayApiEntity(change),
    );
    entity = await new FieldFormatEntityPolicy().enforce(entity);
    entity = await new SchemaValidEntityPolicy().enforce(entity);
    expect(await apiEntityV1alpha1Validator.check(entity)).toBe(true);
  });
});

describe('the definition', () => {
  const definitionOf = (overrides: Partial<GatewayApiUpsert>) =>
    gatewayApiEntity(upsert('claims', overrides)).spec.definition;

  it('is kept word for word up to the cap', () => {
    const definition = 'ä'.repeat(MAX_DEFINITION_BYTES / 2);
    expect(definitionOf({ definition })).toBe(definition);
  });

  it('is replaced by an empty document that says why when it is larger', () => {
    const definition = `${'ä'.repeat(MAX_DEFINITION_BYTES / 2)}.`;
    expect(JSON.parse(definitionOf({ definition }))).toEqual({
      openapi: '3.0.3',
      info: {
        title: 'Claims notification',
        version: 'unknown',
        description:
          'The definition of this API is not shown here. It has 1048577 bytes, more than the 1048576 that the catalog takes.',
      },
      servers: [{ url: 'https://api.example.com/claims' }],
      paths: {},
    });
  });

  it('is replaced in its own format', () => {
    const text = definitionOf({
      definition: undefined,
      definitionFormat: 'asyncapi',
    });
    expect(JSON.parse(text)).toEqual({
      asyncapi: '2.6.0',
      info: expect.objectContaining({
        description:
          'The definition of this API is not shown here. The gateway exports none.',
      }),
      channels: {},
    });
  });
});
