import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { restApiTemplate, type RestApiOptions } from './restApiTemplate';

/** Documents as their owners publish them: of a package, and those that lie beside the repository, if any. */
const folders = [
  join(
    dirname(require.resolve('@readme/oas-examples/package.json')),
    '3.0/json',
  ),
  process.env.OAF_TEST_DOCUMENTS ??
    join(__dirname, '../../../../../shared/data/openapi'),
].filter(folder => existsSync(folder));

const realDocuments = folders.flatMap(folder =>
  readdirSync(folder)
    .filter(name => /\.(yaml|json)$/.test(name))
    .map((name): [string, string] => [name, join(folder, name)]),
);

const options: RestApiOptions = {
  stage: 'v1',
  owner: 'group:default/team-a',
  baseUrl: 'https://api.example.com/base/',
};

const document = (fields: object = {}) => ({
  openapi: '3.0.3',
  info: { title: 'Loans', version: '1' },
  paths: { '/loans': { get: { responses: { 200: { description: 'Well' } } } } },
  ...fields,
});

const make = (source: object, change: Partial<RestApiOptions> = {}) =>
  JSON.parse(restApiTemplate(stringify(source), { ...options, ...change }));

const bodyOf = (source: object, change: Partial<RestApiOptions> = {}) =>
  make(source, change).Resources.Api.Properties.Body;

const INTEGRATION = 'x-amazon-apigateway-integration';

describe('restApiTemplate', () => {
  it('makes an API, a deployment of it and a stage', () => {
    const { Resources, Outputs } = make(document());
    const [api, deployment, stage] = Object.entries<any>(Resources);
    expect(api[1]).toMatchObject({
      Type: 'AWS::ApiGateway::RestApi',
      Properties: {
        Name: 'Loans',
        Tags: [{ Key: 'owner', Value: 'group:default/team-a' }],
      },
    });
    expect(stage[1].Properties).toEqual({
      RestApiId: { Ref: 'Api' },
      DeploymentId: { Ref: deployment[0] },
      StageName: 'v1',
    });
    expect(Object.keys(Outputs)).toEqual(['ApiId', 'Stage', 'Url']);
  });

  it('makes another deployment of another document alone', () => {
    const nameOf = (template: any) => Object.keys(template.Resources)[1];
    const name = nameOf(make(document()));
    expect(nameOf(make(document()))).toBe(name);
    const other = document({ info: { title: 'Loans', version: '2' } });
    expect(nameOf(make(other))).not.toBe(name);
  });

  it('sends calls to the same path under the base URL, with its parameters', () => {
    const operation = { responses: {} };
    const { paths } = bodyOf(
      document({
        paths: {
          '/loans/{id}/files/{rest+}': {
            parameters: [
              {
                name: 'id',
                in: 'path',
                required: true,
                schema: { type: 'integer' },
              },
            ],
            'x-amazon-apigateway-any-method': operation,
          },
        },
      }),
    );
    const [path] = Object.values<any>(paths);
    const any = path['x-amazon-apigateway-any-method'];
    expect(any[INTEGRATION]).toEqual({
      type: 'http_proxy',
      httpMethod: 'ANY',
      uri: 'https://api.example.com/base/loans/{id}/files/{rest}',
      passthroughBehavior: 'when_no_match',
      requestParameters: {
        'integration.request.path.id': 'method.request.path.id',
        'integration.request.path.rest': 'method.request.path.rest',
      },
    });
    expect(any.parameters).toEqual([
      { name: 'id', in: 'path', required: true, schema: { type: 'integer' } },
      { name: 'rest', in: 'path', required: true, schema: { type: 'string' } },
    ]);
  });

  it('leaves what says itself where it leads', () => {
    const integration = { type: 'mock', requestTemplates: {} };
    const own = document({
      paths: { '/': { get: { [INTEGRATION]: integration } } },
    });
    const { paths } = bodyOf(own, { baseUrl: undefined });
    expect(paths['/'].get).toEqual({ [INTEGRATION]: integration });
  });

  it('gives schemas names that API Gateway takes', () => {
    const refer = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    const { components } = bodyOf(
      document({
        components: {
          schemas: {
            Loan_List: { type: 'array', items: refer('Loan.Item') },
            'Loan.Item': { type: 'object' },
            LoanItem: refer('Loan_List'),
          },
        },
      }),
    );
    expect(components.schemas).toEqual({
      LoanList: { type: 'array', items: refer('LoanItem2') },
      LoanItem2: { type: 'object' },
      LoanItem: refer('LoanList'),
    });
  });

  it('takes OpenAPI 2.0', () => {
    const { definitions, paths } = bodyOf({
      swagger: '2.0',
      info: { title: 'Loans' },
      definitions: { 'a-b': { type: 'string' } },
      paths: { '/{id}': { get: { schema: { $ref: '#/definitions/a-b' } } } },
    });
    expect(definitions).toEqual({ ab: { type: 'string' } });
    expect(paths['/{id}'].get).toMatchObject({
      schema: { $ref: '#/definitions/ab' },
      parameters: [{ name: 'id', in: 'path', required: true, type: 'string' }],
    });
  });

  const operation = { get: { responses: {} } };

  it.each<[string, object, Partial<RestApiOptions>, RegExp]>([
    ['no version', { openapi: undefined }, {}, /neither openapi nor swagger/],
    [
      'another version',
      { openapi: '3.1.0' },
      {},
      /is 3.1.0: convert it to 3.0$/,
    ],
    ['no title', { info: {} }, {}, /has no title: give it \/info\/title$/],
    [
      'a long title',
      { info: { title: 'x'.repeat(121) } },
      {},
      /title has 121 characters, and that of a product at most 120: shorten/,
    ],
    ['no paths', { paths: undefined }, {}, /has no operations/],
    ['no operations', { paths: { '/a': {} } }, {}, /has no operations/],
    ['a path without slash', { paths: { a: operation } }, {}, /the path a:/],
    [
      'half a parameter',
      { paths: { '/a/{id}.json': operation } },
      {},
      /cannot have the path \/a\/\{id\}\.json: /,
    ],
    [
      'two parameters at one place',
      { paths: { '/a/{x}': operation, '/a/{y}/b': operation } },
      {},
      /the paths have \{x\} and \{y\} after \/a: give both one name$/,
    ],
    ['TRACE', { paths: { '/a': { trace: {} } } }, {}, /no method TRACE/],
    [
      'a path elsewhere',
      { paths: { '/a': { $ref: '#/info' } } },
      {},
      /path \/a is a reference/,
    ],
    [
      'a part elsewhere',
      { components: { a: { $ref: 'other.yaml#/a' } } },
      {},
      /refers to other.yaml#\/a, which is outside of it: bundle/,
    ],
    [
      'a part that is missing',
      { components: { a: { $ref: '#/components/b' } } },
      {},
      /refers to #\/components\/b, which it does not have/,
    ],
    [
      'operations that lead nowhere',
      {},
      { baseUrl: ' ' },
      /^GET \/loans has no x-amazon-apigateway-integration: give a base URL/,
    ],
    ...[
      'http://a.example',
      'https://u:p@a.example',
      'https://a.example/?x=1',
      'https://a/{b}',
      'a.example',
    ].map((baseUrl): [string, object, Partial<RestApiOptions>, RegExp] => [
      `the base URL ${baseUrl}`,
      {},
      { baseUrl },
      /is no address to send calls to: it begins with https/,
    ]),
    ['a stage with a slash', {}, { stage: 'a/b' }, /^The stage a\/b must have/],
  ])('refuses %s', (_, fields, change, message) => {
    expect(() => make(document(fields), change)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringMatching(message),
      }),
    );
  });

  it.each([
    ['text', 'Hello', /^This is no OpenAPI document$/],
    ['half of JSON', '{"openapi": ', /^The document is neither JSON nor YAML/],
    ['nothing', '', /^This is no OpenAPI document$/],
  ])('refuses %s', (_, text, message) => {
    expect(() => restApiTemplate(text, options)).toThrow(message);
  });

  // What API Gateway cannot have of real documents, by what it says of it.
  const refused: Record<string, RegExp> = {
    'parameters-style.json': /cannot have the path \/cookies#/,
    'server-path-level.json':
      /is a reference, which API Gateway does not follow/,
    'oai-tictactoe.yaml': /is 3.1.0: convert it to 3.0$/,
  };

  const isRefused = ([name]: [string, string]) => name in refused;
  const makeReal = (file: string) => {
    const text = readFileSync(file, 'utf8');
    const template = JSON.parse(restApiTemplate(text, options));
    return {
      source: parse(text),
      Body: template.Resources.Api.Properties.Body,
    };
  };

  it.each(realDocuments.filter(one => !isRefused(one)))(
    'makes an API of the real document %s',
    (_, file) => {
      const { source, Body } = makeReal(file);
      expect(Object.keys(Body.paths)).toEqual(Object.keys(source.paths));
      expect(JSON.stringify(Body)).toContain(
        '"uri":"https://api.example.com/base/',
      );
    },
  );

  it.each(realDocuments.filter(isRefused))(
    'says why it makes none of the real document %s',
    (name, file) => {
      expect(() => makeReal(file)).toThrow(refused[name]);
    },
  );
});
