import {
  apiEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  FieldFormatEntityPolicy,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import { definitionLimits } from '@oaf/backstage-plugin-api-management-common';
import { gatewayApi, upsert } from '../__testUtils__/gatewayApi';
import { gatewayApiEntity, type GatewayApiUpsert } from './gatewayApiEntity';

const withApi = (overrides: Parameters<typeof gatewayApi>[0]) =>
  upsert('claims', { gatewayApi: gatewayApi(overrides) });

describe('gatewayApiEntity', () => {
  it('describes the API where people look for it', () => {
    const change = withApi({
      title: 'Claims',
      description: 'Report a claim',
      consoleUrl: 'https://console.example.com/apis/gw-claims',
      entityRef: 'api:insurance/claims',
      lifecycle: 'experimental',
      system: 'system:default/claims',
      tags: { domain: 'claims', owner: 'team-a', lifecycle: 'experimental' },
    });
    expect(gatewayApiEntity(change)).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'API',
      metadata: {
        name: 'claims',
        namespace: 'insurance',
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
          'api-management.openapiframework.io/changed-at':
            '2026-11-23T10:00:00.000Z',
        },
        tags: ['domain:claims'],
        links: [{ url: 'https://api.example.com/claims', title: 'Invoke URL' }],
      },
      spec: {
        type: 'openapi',
        lifecycle: 'experimental',
        owner: 'group:default/team-a',
        system: 'system:default/claims',
        definition: 'openapi: 3.0.3',
      },
    });
  });

  it('names an API of AWS as other plugins look for it', () => {
    const arn = 'arn:aws:apigateway:eu-central-1::/restapis/a1b2c3/stages/live';
    const { annotations } = gatewayApiEntity(withApi({ arn })).metadata;
    expect(annotations).toMatchObject({
      'backstage.io/managed-by-location': `aws-apigateway:${arn}`,
      'backstage.io/managed-by-origin-location': `aws-apigateway:${arn}`,
      'amazonaws.com/account-id': '111122223333',
      'amazonaws.com/arn': arn,
      'aws.amazon.com/arn': arn,
      'aws.amazon.com/region': 'eu-central-1',
      'aws.amazon.com/name': 'Claims notification',
      'aws.amazon.com/resource-type': 'AWS::ApiGateway::Stage',
      'aws.amazon.com/resource-id': arn,
    });
  });

  it('is the same entity after a sweep that found nothing new', () => {
    const before = withApi({ importedAt: '2026-11-23T10:00:00.000Z' });
    const after = withApi({ importedAt: '2026-11-24T10:00:00.000Z' });
    expect(gatewayApiEntity(after)).toEqual(gatewayApiEntity(before));
  });

  const cases: Array<{
    rule: string;
    change: GatewayApiUpsert;
    expected: object;
  }> = [
    {
      rule: 'an import that failed is told, and so is an incomplete definition',
      change: withApi({
        importError: 'The role may not export it.',
        definitionNote: 'Its models are not JSON.',
      }),
      expected: {
        metadata: {
          annotations: {
            'api-management.openapiframework.io/import-error':
              'The role may not export it.',
            'api-management.openapiframework.io/definition-note':
              'Its models are not JSON.',
          },
        },
      },
    },
    {
      rule: 'a document’s own documentation is linked',
      change: upsert('claims', {
        definition: JSON.stringify({
          externalDocs: { url: 'https://docs.example.com/claims' },
        }),
      }),
      expected: {
        metadata: {
          links: [
            { title: 'Invoke URL' },
            { url: 'https://docs.example.com/claims', title: 'Documentation' },
          ],
        },
      },
    },
    {
      rule: 'documentation that a YAML document names in many lines is linked',
      change: upsert('claims', {
        definition:
          'openapi: 3.0.3\nexternalDocs:\n  # see\n  description: Guide\n\n  url: https://docs.example.com/yaml\npaths: {}\n',
      }),
      expected: {
        metadata: {
          links: [
            { title: 'Invoke URL' },
            { url: 'https://docs.example.com/yaml' },
          ],
        },
      },
    },
    {
      rule: 'documentation of a part is not the documentation of the API',
      change: upsert('claims', {
        definition:
          'openapi: 3.0.3\ntags:\n  - name: a\n    externalDocs: { url: "https://docs.example.com/a" }\n',
      }),
      expected: { metadata: { links: [{ title: 'Invoke URL' }] } },
    },
    {
      rule: 'no address is shown where an API cannot be called',
      change: upsert('claims', {
        definition: undefined,
        gatewayApi: gatewayApi({
          invokeUrl: undefined,
          endpointNote: 'It is off.',
        }),
      }),
      expected: {
        metadata: {
          links: [],
          annotations: {
            'api-management.openapiframework.io/endpoint-note': 'It is off.',
          },
        },
        spec: { definition: expect.stringContaining('"servers": []') },
      },
    },
    {
      rule: 'tags keep their letters without marks, and those of AWS are left out in any case',
      change: upsert('claims', {
        gatewayApi: gatewayApi({
          tags: {
            data_class: 'C3: größer',
            'Cost Center': '4711',
            'AWS:x': 'y',
          },
        }),
      }),
      expected: {
        metadata: { tags: ['cost-center:4711', 'data-class:c3-grosser'] },
      },
    },
    {
      rule: 'documentation at no web address is not linked',
      change: upsert('claims', {
        definition:
          'openapi: 3.0.3\nexternalDocs:\n  url: javascript:alert(1)\n',
      }),
      expected: { metadata: { links: [{ title: 'Invoke URL' }] } },
    },
    {
      rule: 'an API of which the backend tells no lifecycle is in production',
      change: upsert('claims'),
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
    const definition = 'ä'.repeat(definitionLimits.catalog / 2);
    expect(definitionOf({ definition })).toBe(definition);
  });

  it.each([
    ['the backend left it out', undefined, 13_001_822, 1223, 'It has 12.4 MB'],
    [
      'it was sent all the same',
      `${'ä'.repeat(definitionLimits.catalog / 2)}.`,
      undefined,
      undefined,
      'It has 1.0 MB',
    ],
  ])(
    'is replaced by an empty document that says why and where it is when it is larger and %s',
    (_, definition, bytes, operationCount, size) => {
      const api = gatewayApi(
        bytes === undefined
          ? {}
          : { definition: { format: 'openapi', bytes, operationCount } },
      );
      const where =
        operationCount === undefined
          ? 'It'
          : `All of its ${operationCount} operations`;
      expect(JSON.parse(definitionOf({ definition, gatewayApi: api }))).toEqual(
        {
          openapi: '3.0.3',
          info: {
            title: 'Claims notification',
            version: 'unknown',
            description: `The definition of this API is not shown here. ${size}, more than the 1 MB that the catalog takes. ${where} can be read under APIs for you, on the page of a product that contains it, and by those who manage it on the Management tab.`,
          },
          servers: [{ url: 'https://api.example.com/claims' }],
          paths: {},
        },
      );
    },
  );

  it('is replaced by what the backend notes when nothing is kept', () => {
    const text = gatewayApiEntity(
      upsert('claims', {
        definition: '',
        gatewayApi: gatewayApi({ definitionNote: 'It has 6.0 MB.' }),
      }),
    ).spec.definition;
    expect(JSON.parse(text).info.description).toBe(
      'The definition of this API is not shown here. It has 6.0 MB.',
    );
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
