import { openApi } from '../../__testUtils__/ScriptedGateway';
import { openDefinitionThread } from '../definition/DefinitionThread';
import { ThreadedDefinitionComparer } from './DefinitionComparer';

const withSchema = (schema: object, parameter?: object, version = '3.0.3') =>
  JSON.stringify({
    openapi: version,
    info: { title: 'Claims', version: '1' },
    paths: {
      '/claims': {
        get: {
          parameters: parameter ? [parameter] : [],
          responses: {
            200: {
              description: 'Well',
              content: {
                'application/json': {
                  schema: { $ref: '#/components/schemas/Claim' },
                },
              },
            },
          },
        },
      },
    },
    components: { schemas: { Claim: schema } },
  });

const string = { type: 'string' };
const claim = { type: 'object', properties: { id: string, note: string } };
const required = { name: 'from', in: 'query', required: true, schema: string };

const kept = (text: string | undefined) => ({
  bytes: text?.length ?? 0,
  read: async () => text,
});

describe('the comparison of definitions', () => {
  const thread = openDefinitionThread();
  const comparer = new ThreadedDefinitionComparer(thread);
  const compare = (before: string | undefined, text: string) =>
    comparer.compare(kept(before), { format: 'openapi', ...kept(text) });
  afterAll(() => thread.stop());

  it.each([
    ['an operation is gone', openApi(['/a', '/b']), openApi(['/a'])],
    ['a parameter is required', withSchema(claim), withSchema(claim, required)],
    [
      'an answer loses a property',
      withSchema(claim),
      withSchema({ type: 'object', properties: { id: string } }),
    ],
    [
      'an answer has another type, in OpenAPI 3.1',
      withSchema(claim, undefined, '3.1.0'),
      withSchema(
        {
          type: 'object',
          properties: { id: { type: 'integer' }, note: string },
        },
        undefined,
        '3.1.0',
      ),
    ],
  ])('takes for breaking that %s', async (_, before, after) => {
    expect(await compare(before, after)).toMatchObject({
      breakingCount: 1,
      nonBreakingCount: 0,
      note: null,
      details: [{ breaking: true }],
    });
  });

  it.each([
    ['an operation is new', openApi(['/a']), openApi(['/a', '/b'])],
    [
      'an answer gains a property',
      withSchema(claim),
      withSchema({
        type: 'object',
        properties: { id: string, note: string, date: string },
      }),
    ],
    [
      'a document says more, in YAML',
      'openapi: 3.0.3\ninfo: {title: Claims, version: "1"}\npaths: {}\n',
      'openapi: 3.0.3\ninfo: {title: Claims, version: "1", description: All}\npaths: {}\n',
    ],
  ])('takes for harmless that %s', async (_, before, after) => {
    expect(await compare(before, after)).toMatchObject({
      breakingCount: 0,
      nonBreakingCount: 1,
      details: [{ breaking: false }],
    });
  });

  it.each(['JSON', 'YAML'])(
    'sees the last digit of an int64, in %s',
    async as => {
      const document = (maximum: string) =>
        as === 'JSON'
          ? withSchema({ type: 'integer', maximum: 0 }).replace(
              '"maximum":0',
              `"maximum":${maximum}`,
            )
          : `openapi: 3.0.3\ninfo: {title: Claims, version: "1"}\npaths: {/a: {get: {responses: {}, x-most: ${maximum}}}}\n`;
      expect(
        await compare(
          document('9223372036854775807'),
          document('9223372036854775806'),
        ),
      ).toBeDefined();
    },
  );

  it('finds nothing where only the version or the order differs', async () => {
    expect(
      await compare(openApi(['/a', '/b'], '1'), openApi(['/b', '/a'], '2')),
    ).toBeUndefined();
  });

  it('keeps the first 200 changes, breaking ones first', async () => {
    const paths = Array.from({ length: 150 }, (_, index) => `/a${index}`);
    const change = await compare(
      openApi(paths),
      openApi(paths.map(path => path.replace('a', 'b'))),
    );
    expect(change?.details).toHaveLength(200);
    expect(change?.details.slice(0, 150).every(d => d.breaking)).toBe(true);
    expect(change).toMatchObject({ breakingCount: 150, nonBreakingCount: 150 });
  });

  it.each([
    ['a version is not kept', undefined, openApi([]), /not kept/],
    ['a version is no document', '{"a"', '{}', /could not be compared: /],
    ['a version is too large', 'x'.repeat(3e6), '{}', /larger than the 2 MB/],
  ])('notes that %s', async (_, before, after, note) => {
    expect(await compare(before, after)).toMatchObject({
      breakingCount: 0,
      note: expect.stringMatching(note),
    });
  });

  it('notes that an AsyncAPI document is not compared', async () => {
    const text = kept('asyncapi: 2.6.0');
    const after = { format: 'asyncapi' as const, ...text };
    expect(await comparer.compare(text, after)).toMatchObject({
      note: 'Differences are told of OpenAPI documents only.',
    });
  });

  it('does not read what is too large to be compared', async () => {
    const read = jest.fn();
    const large = { bytes: 3e6, read };
    const after = { format: 'openapi' as const, ...large };
    expect((await comparer.compare(large, after))?.note).toMatch(/2 MB/);
    expect(read).not.toHaveBeenCalled();
  });

  it('gives up what takes too long, and goes on with the next', async () => {
    const impatient = openDefinitionThread(1);
    const hasty = new ThreadedDefinitionComparer(impatient);
    const slow = Array.from({ length: 5_000 }, (_, index) => `/a${index}`);
    const [first, second] = await Promise.all(
      [1, 2].map(() =>
        hasty.compare(kept(openApi(slow)), {
          format: 'openapi',
          ...kept(openApi([])),
        }),
      ),
    );
    expect(first?.note).toMatch(/it took longer than 0.001 seconds/);
    expect(second?.note).toMatch(/it took longer than 0.001 seconds/);
    await impatient.stop();
  });
});
