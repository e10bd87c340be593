import { zstdCompressSync } from 'node:zlib';
import { openApi } from '../../__testUtils__/ScriptedGateway';
import { openDefinitionThread } from './DefinitionThread';

const pack = (text: string) => ({
  hash: text,
  zstd: zstdCompressSync(text),
});

const decodePart = (part: string) =>
  decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');

const responses = { 200: { description: 'Well' } };

describe('the thread that reads definitions', () => {
  const thread = openDefinitionThread();
  afterAll(() => thread.stop());

  const operations = async (document: object) =>
    thread.run('operations', pack(JSON.stringify(document)));
  const slice = async (document: object, operation: string) => {
    const text = await thread.run('operation', {
      ...pack(JSON.stringify(document)),
      operation,
    });
    return text && JSON.parse(text);
  };

  it('lists every operation, by the order of the tags and then of the document', async () => {
    const listed = await operations({
      openapi: '3.1.0',
      tags: [{ name: 'pets' }],
      paths: {
        '/owners': {
          parameters: [{ name: 'a', in: 'query', required: true }],
          get: { tags: ['owners'], summary: 'All owners', responses },
          'x-note': {},
        },
        '/pets': {
          get: { tags: ['pets', 'owners'], operationId: 'listPets', responses },
          post: { tags: ['pets'], deprecated: true, responses },
        },
        '/shared': { $ref: '#/components/pathItems/shared' },
      },
      webhooks: { born: { post: { description: 'A pet.\nMore.', responses } } },
      components: { pathItems: { shared: { delete: { responses } } } },
    });
    expect(listed).toEqual([
      {
        id: 'get /pets',
        method: 'get',
        path: '/pets',
        operationId: 'listPets',
        tags: ['pets', 'owners'],
        callableBare: true,
      },
      {
        id: 'post /pets',
        method: 'post',
        path: '/pets',
        tags: ['pets'],
        deprecated: true,
      },
      {
        id: 'get /owners',
        method: 'get',
        path: '/owners',
        summary: 'All owners',
        tags: ['owners'],
      },
      { id: 'delete /shared', method: 'delete', path: '/shared', tags: [] },
      {
        id: 'webhook post born',
        method: 'post',
        path: 'born',
        isWebhook: true,
        summary: 'A pet.',
        tags: [],
      },
    ]);
  });

  it.each([
    ['nothing', {}],
    ['no paths', { openapi: '3.0.3', paths: null }],
    ['paths that are none', { openapi: '3.0.3', paths: { '/a': 'x' } }],
    ['an operation that is none', { paths: { '/a': { get: true } } }],
  ])('lists none where there is %s', async (_, document) => {
    expect(await operations(document)).toEqual([]);
  });

  it('cuts one operation out, with all it rests on and nothing else', async () => {
    const document = {
      openapi: '3.0.3',
      info: { title: 'Pets', version: '1', description: 'Long' },
      servers: [{ url: 'https://gateway/pets' }],
      tags: [{ name: 'pets' }],
      paths: {
        '/pets/{id}': {
          parameters: [{ $ref: '#/components/parameters/id' }],
          get: {
            responses: {
              200: { $ref: '#/components/responses/pet' },
              404: {
                $ref: '#/paths/~1other/get/responses/404',
              },
            },
          },
          delete: { responses },
        },
        '/other': { get: { responses: { 404: { description: 'None' } } } },
      },
      components: {
        parameters: { id: { name: 'id', in: 'path', required: true } },
        responses: {
          pet: {
            content: {
              json: { schema: { $ref: '#/components/schemas/a~1b' } },
            },
          },
        },
        schemas: {
          'a/b': { discriminator: { mapping: { cat: 'Cat' } } },
          Cat: { properties: { next: { $ref: '#/components/schemas/a~1b' } } },
          Unused: {},
        },
        securitySchemes: { key: { type: 'apiKey' } },
      },
    };
    const cut = await slice(document, 'get /pets/{id}');
    expect(cut.info).toEqual({ title: 'Pets', version: '1' });
    expect(Object.keys(cut.paths)).toEqual(['/pets/{id}']);
    expect(Object.keys(cut.paths['/pets/{id}'])).toEqual(['parameters', 'get']);
    expect(cut.components).toEqual({
      securitySchemes: document.components.securitySchemes,
      parameters: document.components.parameters,
      responses: document.components.responses,
      schemas: {
        'a/b': document.components.schemas['a/b'],
        Cat: document.components.schemas.Cat,
      },
    });
    const { $ref } = cut.paths['/pets/{id}'].get.responses[404];
    expect($ref).toMatch(/^#\/x-referenced\//);
    expect(cut['x-referenced'][decodePart($ref.split('/')[2])]).toEqual({
      description: 'None',
    });
  });

  it('knows no operation that is not there', async () => {
    const document = { openapi: '3.0.3', paths: { '/a': { get: {} } } };
    expect(await slice(document, 'post /a')).toBeUndefined();
    expect(await slice(document, 'get /b')).toBeUndefined();
  });

  it.each([
    [
      'JSON',
      '{"a":{"$ref":"https://a.example/x.json#/A"},"b":{"$ref":"#/b"}}',
      ['https://a.example/x.json#/A'],
    ],
    [
      'YAML',
      "a: { $ref: './a.yaml' }\nb:\n  $ref: b.yaml#/B # two\nc:\n  '$ref': '#/c'\n",
      ['./a.yaml', 'b.yaml#/B'],
    ],
    [
      'a reference on a line of its own',
      'a:\n  $ref:\n    file.yaml\n',
      ['file.yaml'],
    ],
    [
      'a key that is spelled out',
      'a:\n  ? $ref\n  : https://a.example/x\n',
      ['https://a.example/x'],
    ],
    [
      'an address without a scheme',
      '{"a":{"$ref":"//a.example/x"}}',
      ['//a.example/x'],
    ],
  ])('cuts references that lead out, in %s', async (_, text, references) => {
    const found = await thread.run('examine', {
      text,
      outlined: false,
      format: 'openapi',
      packed: false,
    });
    expect(found.references).toEqual(references);
    const again = await thread.run('examine', {
      text: found.text!,
      outlined: false,
      format: 'openapi',
      packed: false,
    });
    expect(again.references).toEqual([]);
    expect(found.text).toContain('x-outside-reference');
    expect(found.text!.replaceAll('x-outside-reference', '$ref')).toBe(text);
  });

  it.each([
    ['in the document', '{"a":{"$ref":"#/b"},"b":{}}'],
    [
      'nowhere, as a property of that name',
      '{"properties":{"$ref":{"type":"string"}}}',
    ],
  ])('lets references be that lead %s', async (_, text) => {
    const found = await thread.run('examine', {
      text,
      outlined: false,
      format: 'openapi',
      packed: false,
    });
    expect(found).toEqual({ references: [] });
  });

  it.each([
    '{"a":{"\\u0024ref":"https://a.example/x"}}',
    'a:\n  "\\x24ref": https://a.example/x\n',
  ])('refuses what it could not cut: %s', async text => {
    await expect(
      thread.run('examine', {
        text,
        outlined: false,
        format: 'openapi',
        packed: false,
      }),
    ).rejects.toThrow(/https:\/\/a.example\/x leads out of the document/);
  });

  it('walks each part of a document once, however often it is used', async () => {
    const levels = Array.from(
      { length: 40 },
      (_, at) => `  l${at + 1}: &l${at + 1} [*l${at}, *l${at}]\n`,
    );
    const text = `openapi: 3.0.3\npaths: {}\nx-a:\n  l0: &l0 { $ref: a.yaml }\n${levels.join(
      '',
    )}`;
    const { references } = await thread.run('examine', {
      text,
      outlined: true,
      format: 'openapi',
      packed: false,
    });
    expect(references).toEqual(['a.yaml']);
  });

  it('examines a text that is compressed as the text, without NUL', async () => {
    const text = openApi(['/a']);
    const asked = { format: 'openapi', outlined: true, packed: true };
    const plain = await thread.run('examine', { ...asked, text });
    const zstd = zstdCompressSync(text.replace('{', '{\0'));
    const packed = await thread.run('examine', { ...asked, zstd });
    expect(plain.operationCount).toBe(1);
    expect(packed).toEqual(plain);
  });
});
