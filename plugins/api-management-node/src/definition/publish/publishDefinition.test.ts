import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { publishDefinition } from './publishDefinition';
import type { PublishOptions } from './publishDefinition';

const server = { url: 'https://api.example.com/shop' };
const SERVERS = `servers: [{"url":"${server.url}"}]`;

function fixture(name: string): string {
  return readFileSync(join(__dirname, '../__fixtures__', name), 'utf8');
}

const publish = (text: string, options: PublishOptions = { server }) =>
  publishDefinition(text, options).text;

/** A document in lines: `body` comes after its head. */
const lines = (body: string) =>
  `openapi: 3.1.0\ninfo: { title: Shop, version: "1" }\n${body}`;

/** What of `body` is published. */
const publishLines = (body: string, options?: PublishOptions) =>
  publish(lines(body), options).replace(
    lines('').replace('\n', `\n${SERVERS}\n`),
    '',
  );

const json = (members: object) =>
  JSON.stringify({
    openapi: '3.0.1',
    info: { title: 'A', version: '1' },
    ...members,
  });

const publishJson = (members: object) => JSON.parse(publish(json(members)));

const integration = {
  'x-amazon-apigateway-integration': {
    uri: 'http://10.20.30.40:8080/internal',
    credentials: 'arn:aws:iam::123456789012:role/files-backend',
  },
};

describe('what is published', () => {
  it.each(['int64-bounds.yaml', 'quoted-strings.yaml'])(
    'is the text of %s but for its address',
    name => {
      const text = fixture(name);
      const expected = text.includes('servers:')
        ? text.replace(/servers:\n.*\n/, `${SERVERS}\n`)
        : text.replace('3.0.3\n', `3.0.3\n${SERVERS}\n`);
      expect(publish(text)).toBe(expected);
    },
  );

  it('is the text of int64-bounds.json but for its address', () => {
    const text = fixture('int64-bounds.json');
    const [before, after] = text.split(/"servers":.*?\]/);
    expect(publish(text)).toBe(
      `${before}"servers": [{"url":"${server.url}"}]${after}`,
    );
  });

  it.each([
    [
      'numbers',
      '{"a":1e400,"b":-0,"c":1.10,"d":123456789012345678901234567890}',
    ],
    ['escapes', '{"a":"\\u0041\\/\\ud83d\\ude00","__proto__":{"servers":1}}'],
  ])('keeps %s of JSON', (_, example) => {
    const text = `{"openapi":"3.0.1",\r\n\t"paths":{"/":{"get":{"x-data":${example}}}}}`;
    expect(publish(text, {})).toBe(
      text
        .replace('"3.0.1"', '"3.0.1",\r\n\t"servers": []')
        .replace('"3.0.1",\r\n\t"servers": []', '"3.0.1", "servers": []'),
    );
  });

  it('keeps line breaks of Windows, and drops the byte order mark', () => {
    const text = 'openapi: 3.0.3\r\npaths: {} # none\r\n';
    expect(publish(`\uFEFF${text}`)).toBe(
      `openapi: 3.0.3\r\n${SERVERS}\r\npaths: {} # none\r\n`,
    );
  });

  it('has its address where the author had one, or behind the version that may come late', () => {
    expect(publish('paths: {}\nopenapi: 3.0.3')).toBe(
      `paths: {}\nopenapi: 3.0.3\n${SERVERS}`,
    );
    expect(publish('{ paths: {}, openapi: 3.0.3 }')).toBe(
      `{ paths: {}, openapi: 3.0.3, "servers": [{"url":"${server.url}"}] }`,
    );
    expect(
      publish(
        'swagger: "2.0"\nhost: backend.internal:81\nschemes:\n- http\npaths: {}\n',
      ),
    ).toBe(
      'swagger: "2.0"\nbasePath: "/shop"\nhost: "api.example.com"\nschemes: ["https"]\npaths: {}\n',
    );
  });

  it('tells what it takes to call its address, and names none where there is none', () => {
    const described = { ...server, description: 'With a certificate' };
    expect(
      parse(publish(lines('paths: {}'), { server: described })),
    ).toMatchObject({ servers: [described] });
    expect(parse(publish(fixture('own-words.yaml'), {})).servers).toEqual([]);
    expect(
      parse(publish('swagger: "2.0"\nhost: a.internal\nschemes: [http]', {})),
    ).toEqual({ swagger: '2.0' });
  });

  it('tells the version with the digits that are written', () => {
    expect(publishDefinition(fixture('quoted-strings.yaml')).info).toEqual({
      title: 'Calendar',
      description: undefined,
      version: '1.10',
    });
  });
});

describe('a document in which nothing but the address is private', () => {
  const members = {
    servers: [{ url: 'https://hidden', variables: { 'a]': { enum: [']'] } } }],
    tags: [{ name: 'own' }],
    paths: { '/': { get: { description: 'server' } } },
  };

  it.each([
    ['on one line', json(members)],
    ['over lines', JSON.stringify(JSON.parse(json(members)), null, 2)],
    ['read whole', json({ ...members, 'x-own': 1 })],
  ])('is published alike, %s', (_, text) => {
    const { servers: __, ...rest } = JSON.parse(text);
    const { text: published, info } = publishDefinition(text, { server });
    expect(JSON.parse(published)).toEqual({ ...rest, servers: [server] });
    expect(
      published.indexOf('"tags"') - published.indexOf('"servers"'),
    ).toBeLessThan(80);
    expect(info).toMatchObject({ title: 'A', version: '1' });
  });

  it.each([
    [
      'servers below',
      { paths: { '/': { get: {}, servers: members.servers } } },
    ],
    ['a host of Swagger', { host: 'hidden' }],
    ['an empty path', { paths: { '/hidden': {} } }],
    ['a number as version', { info: { version: 1.1 } }],
  ])('is not taken for one with %s', (_, others) => {
    const text = json({ ...members, ...others }).replace('1.1', '1.10');
    const published = publishDefinition(text, { server });
    expect(published.text).not.toContain('hidden');
    expect(published.info.version).toMatch(/^1(.10)?$/);
  });

  it('is not taken for one when escapes spell its keys', () => {
    const text = json(members).replace('"servers"', '"serv\\u0065rs"');
    expect(publish(text)).not.toContain('hidden');
  });
});

describe('servers', () => {
  it('go at every level of OpenAPI, and only there', () => {
    const text = fixture('own-words.yaml');
    const published = publish(text);
    const { servers: _, ...rest } = parse(text);
    delete rest.paths['/machines'].servers;
    expect(parse(published)).toEqual({ ...rest, servers: [server] });
    expect(published).not.toMatch(/\.internal|this one/);
    expect(published.split('\n')).toHaveLength(text.split('\n').length - 1);
  });

  const servers = [{ url: 'https://hidden' }];
  const response = { links: { next: { server: servers[0] } } };
  const operation = { servers, responses: { 200: response } };
  const bare = { responses: { 200: { links: { next: {} } } } };

  it.each([
    [
      'paths',
      { paths: { '/': { servers, get: operation } } },
      { paths: { '/': { get: bare } } },
    ],
    [
      'webhooks',
      { webhooks: { server: { servers, post: operation } } },
      { webhooks: { server: { post: bare } } },
    ],
    [
      'callbacks',
      {
        paths: {
          '/': { get: { callbacks: { server: { '{$url}': { servers } } } } },
        },
      },
      { paths: { '/': { get: { callbacks: { server: { '{$url}': {} } } } } } },
    ],
    [
      'components',
      {
        components: {
          pathItems: { servers: { servers } },
          links: { server: { server: servers[0] } },
        },
      },
      { components: { pathItems: { servers: {} }, links: { server: {} } } },
    ],
    [
      "the author's extensions",
      {
        'x-templates': {
          item: { servers, server: servers[0], serversUsed: 1 },
        },
      },
      { 'x-templates': { item: { serversUsed: 1 } } },
    ],
  ])('go from %s', (_, members, expected) => {
    expect(publishJson(members)).toMatchObject(expected);
    expect(JSON.stringify(publishJson(members))).not.toContain('hidden');
  });

  it.each([
    'callbacks',
    'examples',
    'headers',
    'links',
    'parameters',
    'requestBodies',
    'responses',
    'schemas',
    'securitySchemes',
  ])('that the API named so stay among its %s', map => {
    const components = { [map]: { server: { a: 1 }, servers: { b: 2 } } };
    expect(publishJson({ components }).components).toEqual(components);
  });

  it.each([
    { default: { servers } },
    { enum: [{ server: servers[0] }] },
    { const: { servers } },
    { examples: [{ servers }] },
    { properties: { servers: { type: 'array' }, 'x-amazon-id': {} } },
    { patternProperties: { servers: {} } },
    { dependentSchemas: { server: { required: ['a'] } } },
    { $defs: { server: { properties: { server: {} } } } },
    { allOf: [{ items: { properties: { server: {} } } }] },
    { discriminator: { mapping: { server: '#/components/schemas/A' } } },
  ])('that are data stay in a schema: %j', schema => {
    const components = { schemas: { A: schema } };
    expect(publishJson({ components }).components).toEqual(components);
  });

  it('go from a Swagger 2 document with the schemes of its operations', () => {
    const text = JSON.stringify({
      swagger: '2.0',
      host: 'backend.internal',
      paths: {
        '/': {
          get: {
            schemes: ['http'],
            responses: { 200: { examples: { 'a/b': { servers } } } },
          },
        },
      },
      definitions: { server: { properties: { servers: {} } } },
    });
    expect(JSON.parse(publish(text))).toEqual({
      swagger: '2.0',
      host: 'api.example.com',
      basePath: '/shop',
      schemes: ['https'],
      paths: {
        '/': {
          get: { responses: { 200: { examples: { 'a/b': { servers } } } } },
        },
      },
      definitions: { server: { properties: { servers: {} } } },
    });
  });
});

describe('extensions of gateways', () => {
  it('go with what the comments tell of them', () => {
    expect(publish(fixture('export-with-extensions.yaml'))).toBe(
      `# what a manager gets from the console's "export with API Gateway extensions", used as \`definition\` of an embedded API.
openapi: 3.0.1
${SERVERS}
info: { title: Assets with extensions, version: "1" }
paths:
  /files:
    get:
      responses: { "200": { description: ok } }
`,
    );
  });

  it.each([
    'x-amazon-apigateway-integration',
    'X-Amazon-ApiGateway-Policy',
    'x-google-backend',
    'x-kong-service-defaults',
    'x-tyk-api-gateway',
    'x-wso2-production-endpoints',
    'x-ibm-configuration',
  ])('go wherever they are: %s', name => {
    const hidden = { [name]: { uri: 'hidden' } };
    const published = publish(
      json({
        ...hidden,
        info: { title: 'A', version: '1', contact: hidden },
        tags: [{ name: 'a', ...hidden }],
        paths: {
          ...hidden,
          '/': {
            ...hidden,
            get: {
              ...hidden,
              parameters: [hidden],
              requestBody: { ...hidden, content: { 'a/b': hidden } },
              responses: {
                ...hidden,
                200: { ...hidden, headers: { A: hidden } },
              },
            },
          },
        },
        components: {
          ...hidden,
          securitySchemes: {
            own: { type: 'oauth2', ...hidden, flows: { implicit: hidden } },
          },
          schemas: { A: { ...hidden, items: hidden, allOf: [hidden] } },
        },
        'x-own': { deep: [hidden] },
      }),
    );
    expect(published).not.toContain('hidden');
    expect(published).toContain('"own":{"type":"oauth2"');
  });

  it('stay where their names are data', () => {
    const data = { 'x-amazon-apigateway-integration': 'a header of ours' };
    const document = {
      components: {
        schemas: { A: { properties: { ...data, b: { example: data } } } },
        examples: { one: { value: data } },
        headers: { 'x-amazon-trace': { schema: {} } },
      },
      security: [{ 'x-amazon-login': [] }],
      'x-own-notes': 'kept',
    };
    expect(publishJson(document)).toMatchObject(document);
  });
});

describe('parts in lines', () => {
  it.each([
    [
      'first in a list item',
      'x-l:\n- x-kong-a: 1 # a\n  b: 2 # b\n- x-kong-a: 1\n- c: 3\n',
      'x-l:\n- b: 2 # b\n- {}\n- c: 3\n',
    ],
    ['last in the document', 'x-b: 2\nx-kong-a:\n  deep: 1', 'x-b: 2\n'],
    [
      'with comments above, behind and within',
      'x-b: 2\n\n# of a\n# more\nx-kong-a: # here\n  # in it\n  deep: 1 # there\n  # below\n\n# of c\nx-c: 3\n',
      'x-b: 2\n\n\n# of c\nx-c: 3\n',
    ],
    [
      'with what was commented out of it',
      'x-kong-a:\n- 1\n# - url: http://old.internal\nx-c: 3 # stays\n# stays\nx-d: 4\n',
      'x-c: 3 # stays\n# stays\nx-d: 4\n',
    ],
    [
      'after a text that looks like a comment',
      'x-b: |\n  text\n  # no comment\nx-kong-a: |\n  more\n\nx-c: >-\n  # no comment either\n',
      'x-b: |\n  text\n  # no comment\n\nx-c: >-\n  # no comment either\n',
    ],
    [
      'that are all there is',
      'x-m:\n  x-kong-a: 1\n  x-kong-b:\n    c: 1\nx-c: 1\n',
      'x-m:\n  {}\nx-c: 1\n',
    ],
    [
      'in braces over lines',
      'x-m: {\n  a: 1,\n  x-kong-b: [\n    2 ],\n  c: 3 }\n',
      'x-m: {\n  a: 1,\n  c: 3 }\n',
    ],
    ['last in braces', 'x-m: { a: 1, x-kong-b: 2 }\n', 'x-m: { a: 1 }\n'],
    ['alone in braces', 'x-m: { x-kong-b: 2 }\n', 'x-m: {  }\n'],
    [
      'with an explicit key and an anchor',
      'x-m:\n  ? &k x-kong-b\n  : 2\n  c: 3\n',
      'x-m:\n  c: 3\n',
    ],
    [
      'in quotes',
      'x-m:\n  \'x-kong-b\': 2\n  "x-kong\\u002dc": 2\n  c: 3\n',
      'x-m:\n  c: 3\n',
    ],
    [
      'with a text of several lines',
      'x-m:\n  x-kong-b: one\n    two\n  c: "a\n    b"\n',
      'x-m:\n  c: "a\n    b"\n',
    ],
  ])('are cut %s', (_, body, expected) => {
    expect(publishLines(body)).toBe(expected);
    expect(() => parse(publish(lines(body)))).not.toThrow();
  });
});

describe('aliases and merge keys', () => {
  it('of merge-keys.yaml are resolved', () => {
    const published = publish(fixture('merge-keys.yaml'));
    expect(published).not.toMatch(/^\s*<</m);
    expect(parse(published).paths['/orders'].post.responses).toEqual({
      400: { description: 'Bad request' },
      401: { description: 'Unauthorised' },
      201: { description: 'Placed' },
    });
  });

  it('of many-aliases.yaml are written out, for readers that refuse many', () => {
    const text = fixture('many-aliases.yaml');
    const published = publish(text);
    expect({ ...parse(published), servers: undefined }).toEqual({
      ...parse(text, { maxAliasCount: -1 }),
      servers: undefined,
    });
    expect(published).not.toContain('*nf');
  });

  it.each([
    [
      'earlier maps first',
      'x-a: &a { p: 1, q: 1 }\nx-b: &b { q: 2, r: 2 }\nx-m: { <<: [*a, *b], r: 3 }\n',
      { p: 1, q: 1, r: 3 },
    ],
    [
      'maps that merge',
      'x-a: &a { p: 1 }\nx-b: &b\n  <<: *a\n  q: 2\nx-m:\n  <<: *b\n',
      { p: 1, q: 2 },
    ],
    [
      'a map in place',
      'x-m:\n  p: 1\n  << : { q: 9007199254740993 }\n',
      { p: 1, q: 9007199254740993n },
    ],
    [
      'what all is overridden',
      'x-a: &a { p: 1 }\nx-m:\n  <<: *a\n  p: 2\n',
      { p: 2 },
    ],
    [
      'in a list',
      'x-a: &a { p: 1 }\nx-m:\n- <<: *a\n  q: 2\n',
      [{ p: 1, q: 2 }],
    ],
  ])('merge %s', (_, body, expected) => {
    const published = publish(lines(body));
    const { 'x-m': merged } = parse(published, { intAsBigInt: true });
    expect(JSON.stringify(merged, asText)).toBe(
      JSON.stringify(expected, asText),
    );
    expect(published).not.toContain('x-m: { <<');
  });

  it('keep a key `<<` that is in quotes', () => {
    expect(publishLines('x-m: { "<<": 1 }\n')).toBe('x-m: { "<<": 1 }\n');
  });

  it('are private where they lead to what is', () => {
    const published = publish(
      lines(`x-common: &common
  x-amazon-apigateway-integration: { uri: "http://10.0.0.7" }
  servers: &servers
    - &one { url: http://10.0.0.8 }
x-item: &item { example: { server: 1 }, get: { responses: {} }, servers: *servers }
paths:
  /a:
    get:
      <<: *common
      responses: {}
    servers: *servers
  /b: *item
`),
    );
    expect(published).not.toMatch(/10\.0\.0/);
    expect(parse(published).paths).toEqual({
      '/a': { get: { responses: {} } },
      '/b': { example: { server: 1 }, get: { responses: {} } },
    });
  });

  it('keep what is anchored in a part that goes', () => {
    const body = `x-kong-a: { limit: &limit 9223372036854775807, text: &text "yes", list: &list [ *limit ] }
x-b: *limit
x-c: [ *text, *list ]
x-d: { *text : 1 }
`;
    expect(publishLines(body)).toBe(
      'x-b: 9223372036854775807\nx-c: [ "yes", [9223372036854775807] ]\nx-d: { "yes" : 1 }\n',
    );
  });

  it('go by the anchor that was defined last', () => {
    expect(publishLines('x-a: &a 1\nx-b: *a\nx-c: &a 2\nx-d: *a\n')).toBe(
      'x-a: &a 1\nx-b: 1\nx-c: &a 2\nx-d: 2\n',
    );
  });

  const grow = (last: string) =>
    `x-a: &a [z, z, z, z, z, z, z, z, z, z]\n${[
      'b',
      'c',
      'd',
      'e',
      'f',
      'g',
      'h',
      'i',
      'j',
      'k',
      'l',
      'm',
    ]
      .map((name, index) => {
        const uses = Array(10).fill(`*${'abcdefghijkl'[index]}`).join(', ');
        return `x-${name}: &${name} ${last.replace('USES', uses)}\n`;
      })
      .join('')}`;

  it.each([
    ['alias-bomb.yaml', fixture('alias-bomb.yaml')],
    ['a list of 10¹³', lines(grow('[USES]'))],
    ['maps of 10¹³', lines(grow('{ p: [USES] }'))],
  ])('are refused by the size of the result: %s', (_, text) => {
    expect(() => publish(text)).toThrow(SyntaxError);
    expect(() => publish(text)).toThrow(/many times the document/);
  });

  it('may merge the same map as often as they like', () => {
    const merges = grow('{ <<: [USES], p: 1 }').replace(/\[z.*\]/, '{ q: 1 }');
    expect(parse(publish(lines(merges)))['x-m']).toEqual({ q: 1, p: 1 });
  });
});

describe('paths', () => {
  it('of greedy-path-and-any.json can be tried out', () => {
    const { paths } = JSON.parse(publish(fixture('greedy-path-and-any.json')));
    expect(Object.keys(paths)).toEqual(['/{proxy}', '/files/{rest}']);
    const { parameters, ...methods } = paths['/{proxy}'];
    expect(parameters).toMatchObject([{ name: 'proxy', in: 'path' }]);
    expect(Object.keys(methods)).toEqual([
      'get',
      'put',
      'post',
      'delete',
      'options',
      'head',
      'patch',
    ]);
    expect(methods.patch.responses).toEqual({
      default: { description: 'Default response' },
    });
  });

  it('have an operation of each method that is not declared, with an id of its own', () => {
    const get = { operationId: 'readIt' };
    const any = { operationId: 'doIt', ...integration };
    const { paths } = publishJson({
      paths: { '/a': { get, 'x-amazon-apigateway-any-method': any } },
    });
    expect(paths['/a']).toEqual({
      get,
      ...Object.fromEntries(
        ['put', 'post', 'delete', 'options', 'head', 'patch'].map(method => [
          method,
          { operationId: `doIt_${method}` },
        ]),
      ),
    });
  });

  it('say so in lines too', () => {
    const body = `paths:
  /a/{rest+}:
    # anything
    x-amazon-apigateway-any-method:
      # behind: http://10.0.0.7
      parameters: [ { name: rest, in: path, required: true, schema: { type: string } } ]
      responses: { default: { description: Any } }
    get:
      parameters: [ { $ref: "#/components/parameters/Rest" } ]
  /b: {}
`;
    const published = publish(lines(body));
    const { '/a/{rest}': item, ...others } = parse(published).paths;
    expect(others).toEqual({});
    expect(Object.keys(item)).toHaveLength(7 + 1);
    expect(item.put.responses.default.description).toBe('Any');
    expect(published).not.toContain('10.0.0.7');
  });

  it.each([
    ['openapi', '3.0.1', { schema: { type: 'string' } }],
    ['swagger', '2.0', { type: 'string' }],
  ])(
    'declare what a greedy path leaves undeclared, in %s %s',
    (member, version, type) => {
      const other = { name: 'q', in: 'query' };
      const { paths } = JSON.parse(
        publish(
          JSON.stringify({
            [member]: version,
            paths: {
              '/{a+}': { get: {} },
              '/x/{b+}': { parameters: [other], get: {}, put: {} },
              '/y/{c+}': { get: { parameters: [{ name: 'c+', in: 'path' }] } },
              '/$default': {
                'x-amazon-apigateway-any-method': { isDefaultRoute: true },
              },
            },
          }),
        ),
      );
      expect(Object.keys(paths)).toEqual([
        '/{a}',
        '/x/{b}',
        '/y/{c+}',
        '/{proxy}',
      ]);
      const parameter = { in: 'path', required: true, ...type };
      expect(paths['/{a}'].parameters).toMatchObject([
        { name: 'a', ...parameter },
      ]);
      expect(paths['/x/{b}'].parameters).toMatchObject([
        { name: 'b', ...parameter },
        other,
      ]);
      expect(paths['/{proxy}'].parameters).toMatchObject([
        { name: 'proxy', ...parameter },
      ]);
      expect(paths['/{proxy}'].get).toEqual({});
    },
  );

  it('stay greedy where the plain path is another', () => {
    const paths = { '/{a+}': { get: {} }, '/{a}': { get: {} } };
    expect(publishJson({ paths }).paths).toEqual(paths);
  });

  it.each([
    {},
    { parameters: [] },
    { servers: [{ url: 'https://hidden' }], summary: 'Nothing' },
    integration,
    null,
  ])('without an operation are left out: %j', item => {
    expect(
      publishJson({ paths: { '/a': item, '/b': { get: {} } } }).paths,
    ).toEqual({ '/b': { get: {} } });
  });
});

describe('the upstream', () => {
  const conceal = (upstream: string, description: string) => {
    const options = {
      upstream,
      server: { url: 'https://api.example/accounts' },
    };
    const yaml = lines(
      `# ${description}\nx-a:\n  text: >-\n    ${description}\n`,
    );
    expect(publish(yaml, options)).not.toContain(`# ${description}`);
    return parse(publish(yaml, options))['x-a'].text;
  };

  it.each([
    [
      'http://10.0.0.7/v1',
      'GET http://10.0.0.7/v1/a',
      'GET https://api.example/accounts/a',
    ],
    ['http://10.0.0.7/v1', 'http://10.0.0.7/v2', 'https://api.example/v2'],
    ['http://host.internal:80', 'Host: host.internal', 'Host: api.example'],
    ['http://host.internal:8080', 'on host.internal.', 'on api.example.'],
    [
      'http://host.internal',
      'HTTP://Host.Internal/a',
      'https://api.example/accounts/a',
    ],
    [
      'http://accounts',
      'at http://accounts/1',
      'at https://api.example/accounts/1',
    ],
    ['http://localhost:7009/a', 'at localhost:7009', 'at api.example'],
  ])('at %s is told by no text: %s', (upstream, text, expected) => {
    expect(conceal(upstream, text)).toBe(expected);
  });

  it.each([
    ['http://accounts', 'all accounts'],
    ['http://a.internal', 'b-a.internal, a.internal.example and a.internal:99'],
    ['http://localhost:7009', 'localhost'],
  ])('at %s is not what another word looks like: %s', (upstream, text) => {
    const published = publish(lines(`# ${text}\npaths: {}\n`), {
      server,
      upstream,
    });
    expect(published).toContain(`# ${text}\n`);
  });

  it('is not hidden by escapes, keys or written-out aliases', () => {
    const options = { server, upstream: 'http://10.0.0.7:81/v1' };
    const text = `{"openapi":"3.0.1","x-a":"http:\\/\\/10.0.0.7:81\\/v1 \\u0031\\u0030.0.0.7","x-b":{"10.0.0.7":1}}`;
    expect(JSON.parse(publish(text, options))).toMatchObject({
      'x-a': 'https://api.example.com/shop api.example.com',
      'x-b': { 'api.example.com': 1 },
    });
    const aliased = 'x-kong-a: &a { see: http://10.0.0.7 }\nx-b: *a\n';
    expect(publish(lines(aliased), options)).not.toContain('10.0.0');
  });

  it('is told by no description of the document', () => {
    const text =
      'openapi: 3.0.0\ninfo: { title: A, description: At http://10.0.0.7 }\n';
    const { info } = publishDefinition(text, {
      server,
      upstream: 'http://10.0.0.7',
    });
    expect(info.description).toBe('At https://api.example.com/shop');
  });
});

describe('what is refused', () => {
  it.each([
    ['{"openapi":', /^Line 1 is no YAML/],
    ['null', 'It is no object.'],
    ['[]', 'It is no object.'],
    ['"openapi"', 'It is no object.'],
    ['', 'It is no object.'],
    ['{"paths":{}}', 'neither an "openapi" nor a "swagger" member'],
    ['openapi: 3.0.0\na: [', /^Line 2 is no YAML/],
    ['openapi: 3.0.0\n\tpaths: {}', /^Line 2 is no YAML/],
    ['openapi: 3.0.0\n---\nopenapi: 3.0.0', 'more than one document'],
    [
      'openapi: 3.0.0\npaths: {}\npaths: {}',
      'Line 3 has the key "paths" a second time',
    ],
    [
      '{"openapi":"3.0.0",\n"servers":[],\n"servers":[]}',
      'Line 3 has the key "servers" a second time',
    ],
    [
      'openapi: 3.0.0\nx-a: &a {}\nx-b:\n  <<: *a\n  <<: *a',
      'Line 5 has the key "<<" a second time',
    ],
    ['openapi: 3.0.0\nx-b:\n  <<: text', 'Line 3 merges what is no object'],
    [
      'openapi: 3.0.0\nx-b: *a',
      'Line 2 uses *a, which is not defined before it',
    ],
    [
      'openapi: 3.0.0\nx-b: &a [*a]',
      'Line 2 uses *a, which is part of what it names',
    ],
    ['openapi: 3.0.0\nx-b: { [a]: 1 }', 'Line 2 has a key that is no text'],
    [
      `{"openapi":"3.0.0","x-a":${'['.repeat(1e5)}${']'.repeat(1e5)}}`,
      'nested',
    ],
    [
      `{"openapi":"3.0.0","x-a":${'['.repeat(1e3)}${']'.repeat(1e3)}}`,
      'nested',
    ],
  ])('%.60s', (text, message) => {
    expect(() => publish(text)).toThrow(SyntaxError);
    expect(() => publish(text)).toThrow(message);
  });
});

function asText(_: string, value: unknown) {
  return typeof value !== 'object' ? String(value) : value;
}
