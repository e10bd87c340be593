import { parse } from 'yaml';
import { bundleDefinition } from './bundleDefinition';

const PATH = '/apis/accounts/openapi.yaml';

function bundle(text: string, files: Record<string, string>) {
  const asked: string[] = [];
  const bundled = bundleDefinition(text, {
    path: PATH,
    read(path) {
      asked.push(path);
      return files[path.replace('/apis/accounts/', '')];
    },
  });
  return { bundled, asked, document: parse(bundled, { intAsBigInt: true }) };
}

const YAML = `# Ours
openapi: 3.0.3
info: { title: "A", version: 1.10 }
paths:
  /accounts:
    get:
      responses:
        '200': { $ref: './responses.yaml#/Well' }
  /cards:
    $ref: paths/cards.json
components:
  schemas:
    Money: # kept
      type: integer
`;

const files = {
  'responses.yaml': `
Well:
  description: Well
  content:
    application/json:
      schema: { $ref: 'schemas/account.yaml' }
`,
  'schemas/account.yaml': `
type: object
properties:
  id: { type: integer, maximum: 9223372036854775807 }
  parent: { $ref: '#' }
  balance: { $ref: '../openapi.yaml#/components/schemas/Money' }
  example: { $ref: '#/properties/id' }
example: { $ref: 'data.json' }
`,
  'paths/cards.json': `{"get":{"parameters":[{"$ref":"../responses.yaml#/None"}],"responses":{"200":{"$ref":"../responses.yaml#/Well"}}}}`,
};

describe('a document whose parts are in other files', () => {
  it('takes each part in once, and keeps its own text', () => {
    const { bundled, document } = bundle(YAML, files);
    expect(document.paths['/accounts'].get.responses['200'].$ref).toBe(
      '#/components/responses/Well',
    );
    expect(document.paths['/cards'].$ref).toBe('#/components/pathItems/cards');
    expect(document.components).toEqual({
      schemas: {
        Money: { type: 'integer' },
        id: { type: 'integer', maximum: 9223372036854775807n },
        account: {
          type: 'object',
          properties: {
            id: { type: 'integer', maximum: 9223372036854775807n },
            parent: { $ref: '#/components/schemas/account' },
            balance: { $ref: '#/components/schemas/Money' },
            example: { $ref: '#/components/schemas/id' },
          },
          example: { $ref: 'data.json' },
        },
      },
      responses: {
        Well: {
          description: 'Well',
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/account' },
            },
          },
        },
      },
      pathItems: {
        cards: {
          get: {
            parameters: [{ $ref: '../responses.yaml#/None' }],
            responses: { 200: { $ref: '#/components/responses/Well' } },
          },
        },
      },
    });
    for (const line of ['# Ours', 'version: 1.10', 'Money: # kept']) {
      expect(bundled).toContain(line);
    }
  });

  it.each([
    ['JSON', '{"openapi":"3.0.3","paths":{"/a":{"$ref":"a.json"}}}'],
    [
      'JSON with empty components',
      '{"openapi":"3.0.3","components":{},"paths":{"/a":{"$ref":"a.json"}}}',
    ],
    [
      'YAML without components',
      'paths: { /a: { $ref: a.json } }\nopenapi: 3.0.3\n',
    ],
    [
      'YAML with components that are nothing',
      'openapi: 3.0.3\ncomponents:\npaths:\n  /a:\n    $ref: a.json\n',
    ],
    [
      'YAML after a marker',
      '%YAML 1.2\n---\n# first\nopenapi: 3.0.3\npaths:\n  /a:\n    $ref: "a.json"\n',
    ],
  ])('finds room for them: %s', (_, text) => {
    const { document } = bundle(text, { 'a.json': '{"get":{}}' });
    expect(document.components).toEqual({ pathItems: { a: { get: {} } } });
    expect(document.paths['/a'].$ref).toBe('#/components/pathItems/a');
    expect(document.openapi).toBe('3.0.3');
  });

  it('puts schemas of Swagger 2 where they belong, under a name that is free', () => {
    const { document } = bundle(
      'swagger: "2.0"\ndefinitions:\n  Pet: { type: string }\npaths:\n  /a:\n    get:\n      responses:\n        200: { description: a, schema: { $ref: "pet.yaml#/Pet" } }\n',
      { 'pet.yaml': 'Pet: { type: object }' },
    );
    expect(document.definitions).toEqual({
      Pet_2: { type: 'object' },
      Pet: { type: 'string' },
    });
    expect(document.paths['/a'].get.responses[200].schema.$ref).toBe(
      '#/definitions/Pet_2',
    );
  });

  it('takes in what a discriminator names by its file', () => {
    const { document } = bundle(
      'openapi: 3.0.3\ncomponents:\n  schemas:\n    Pet:\n      discriminator: { propertyName: a, mapping: { cat: cat.yaml, dog: Dog } }\n',
      { 'cat.yaml': 'type: object' },
    );
    expect(document.components.schemas).toMatchObject({
      Pet: {
        discriminator: {
          mapping: { cat: '#/components/schemas/cat', dog: 'Dog' },
        },
      },
      cat: { type: 'object' },
    });
  });

  it.each([
    ['the network', 'https://files.example/a.yaml#/A'],
    ['a network path', '//files.example/a.yaml'],
    ['an absolute path', '/etc/passwd'],
    ['a URL of a file', 'file:///etc/passwd'],
  ])('asks for nothing from %s', (_, reference) => {
    const text = `openapi: 3.0.3\npaths: { /a: { $ref: "${reference}" } }\n`;
    expect(bundle(text, {})).toMatchObject({ bundled: text, asked: [] });
  });

  it.each([
    ['no such file', 'none.yaml'],
    ['no such part', 'a.yaml#/None'],
    ['a name instead of a pointer', 'a.yaml#name'],
  ])('lets a reference be that leads to %s', (_, reference) => {
    const text = `openapi: 3.0.3\npaths: { /a: { $ref: "${reference}" } }\n`;
    expect(bundle(text, { 'a.yaml': 'A: {}' }).bundled).toBe(text);
  });

  it.each([
    ['examples', 'example: { $ref: a.yaml }'],
    ['a property of that name', 'properties: { $ref: { type: string } }'],
  ])('does not take %s for references', (_, schema) => {
    const text = `openapi: 3.0.3\ncomponents: { schemas: { A: { ${schema} } } }\n`;
    expect(bundle(text, { 'a.yaml': '{}' })).toMatchObject({
      bundled: text,
      asked: [],
    });
  });

  it('refuses what would overrun its readers', () => {
    const lines = Array.from(
      { length: 30 },
      (_, at) => `l${at + 1}: &l${at + 1} [*l${at}, *l${at}]`,
    );
    const bomb = `l0: &l0 [${'"laugh",'.repeat(8)}]\n${lines.join('\n')}\n`;
    expect(() =>
      bundle('openapi: 3.0.3\npaths: { /a: { $ref: "bomb.yaml" } }\n', {
        'bomb.yaml': bomb,
      }),
    ).toThrow('many times these files');
  });
});
