import { execFileSync } from 'node:child_process';
import {
  mkdir,
  mkdtemp,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { definitionLimits } from '@oaf/backstage-plugin-api-management-common';
import { textOf } from '@oaf/backstage-plugin-api-management-node/testUtils';
import { parse } from 'yaml';
import type { LocalApi } from '../config';
import { EmbeddedDocuments } from './EmbeddedDocuments';

jest.mock('node:worker_threads', () =>
  jest
    .requireActual('@oaf/backstage-plugin-api-management-node/testUtils')
    .typeScriptThreads(),
);

jest.setTimeout(60_000);

const DOCUMENT = `openapi: 3.0.3
info: { title: Accounts, version: 1.10 }
paths:
  /accounts: { get: { responses: { '200': { $ref: responses.yaml#/Well } } } }
`;

describe('the documents of embedded APIs', () => {
  let folder: string;
  let documents: EmbeddedDocuments;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'embedded-documents-'));
    documents = new EmbeddedDocuments();
    jest.mocked(Worker).mockClear();
  });
  afterEach(async () => {
    await documents.stop();
    await rm(folder, { recursive: true });
  });

  const api = (overrides: Partial<LocalApi> = {}): LocalApi => ({
    name: 'accounts',
    definition: join(folder, 'openapi.yaml'),
    definitionFolder: undefined,
    upstream: 'http://10.0.0.7',
    invokeUrl: 'http://localhost:7010/accounts',
    tags: {},
    cors: undefined,
    configKey: 'apis[0]',
    ...overrides,
  });
  const write = (content: string | Uint8Array, name = 'openapi.yaml') =>
    writeFile(join(folder, name), content);
  const utf16 = (mark: number[], bytes: Buffer) =>
    Buffer.concat([Buffer.from(mark), bytes]);

  it('are read once, and again when a file has changed', async () => {
    await write(DOCUMENT);
    const first = await documents.read(api());
    expect(first).toMatchObject({
      info: { title: 'Accounts', version: '1.10' },
    });
    await documents.stop();
    expect(await documents.read(api())).toEqual(first);
    expect(Worker).toHaveBeenCalledTimes(1);
    await write(DOCUMENT.replace('Accounts', 'Cards'));
    expect(await documents.read(api())).toMatchObject({
      info: { title: 'Cards' },
    });
    expect(Worker).toHaveBeenCalledTimes(2);
  });

  it('are seen to change when size and time stay as they were', async () => {
    const path = join(folder, 'openapi.yaml');
    const time = new Date(2026, 1, 1);
    await write(DOCUMENT);
    await utimes(path, time, time);
    await documents.read(api());
    await write(DOCUMENT.replace('Accounts', 'Accownts'));
    await utimes(path, time, time);
    expect(await documents.read(api())).toMatchObject({
      info: { title: 'Accownts' },
    });
  });

  it('hands a large text over as it is compressed', async () => {
    const description = 'x'.repeat(definitionLimits.catalog);
    await write(
      `openapi: 3.0.3\ninfo: { description: ${description} }\npaths: {}\n`,
    );
    const taken = await documents.take(api());
    expect(taken).not.toHaveProperty('text');
    expect(taken).toMatchObject({ bytes: Buffer.byteLength(textOf(taken)) });
    expect(parse(textOf(taken)).info.description).toBe(description);
  });

  it('give their text away once, and are read anew for another', async () => {
    await write(DOCUMENT);
    const text = textOf(await documents.take(api()));
    expect(parse(text).servers).toEqual([
      { url: 'http://localhost:7010/accounts' },
    ]);
    expect(textOf(await documents.take(api()))).toBe(text);
  });

  it.each([
    ['a byte order mark', [0xef, 0xbb, 0xbf], 'utf8' as const, false],
    ['UTF-16, little end first', [0xff, 0xfe], 'utf16le' as const, false],
    ['UTF-16, big end first', [0xfe, 0xff], 'utf16le' as const, true],
  ])('are read in %s', async (_, mark, encoding, swapped) => {
    const bytes = Buffer.from(DOCUMENT.replace('Accounts', 'Ä'), encoding);
    await write(utf16(mark, swapped ? bytes.swap16() : bytes));
    expect(await documents.read(api())).toMatchObject({ info: { title: 'Ä' } });
  });

  const definition = () => join(folder, 'openapi.yaml');
  const unreadable: Array<[string, () => Promise<unknown>, RegExp]> = [
    ['is missing', async () => {}, /there is no such file/],
    ['is a directory', () => mkdir(definition()), /it is a directory/],
    [
      'is a pipe that nobody writes to',
      async () => execFileSync('mkfifo', [definition()]),
      /it is no file/,
    ],
    [
      'is a link to itself',
      () => symlink(definition(), definition()),
      /reading it failed \(ELOOP\)/,
    ],
    ['is empty', () => write(''), /It is no object/],
    [
      'is binary',
      () => write(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff])),
      /it is no text in UTF-8/,
    ],
    [
      'is text of another encoding',
      () => write(Buffer.from(DOCUMENT.replace('Accounts', 'Ä'), 'latin1')),
      /it is no text in UTF-8/,
    ],
    [
      'is a page',
      () => write('<!doctype html><p>504</p>'),
      /no object|no YAML/,
    ],
    ['is not YAML', () => write('a: ['), /Line 1 is no YAML: Flow sequence/],
    ['is not OpenAPI', () => write('a: 1'), /neither an "openapi"/],
    [
      'is larger than what is kept',
      () => write(DOCUMENT.padEnd(33 * 2 ** 20)),
      /it has 33.0 MB, more than the 32.0 MB that are read/,
    ],
    [
      'is a bomb of aliases',
      () =>
        write(
          `openapi: 3.0.3\nl0: &l0 [a]\n${Array.from(
            { length: 40 },
            (_, at) => `l${at + 1}: &l${at + 1} [*l${at}, *l${at}]`,
          ).join('\n')}\n`,
        ),
      /many times the document/,
    ],
  ];

  it.each(unreadable)(
    'say what to mend when one %s, and nothing of where it is',
    async (_, prepare, reason) => {
      await prepare();
      const { problem } = await documents.read(api());
      expect(problem).toMatch(
        /^The OpenAPI document that 'apis\[0\]\.definition' names cannot be read: /,
      );
      expect(problem).toMatch(reason);
      expect(problem).not.toContain(folder);
      await expect(documents.take(api())).rejects.toThrow(problem);
      expect(Worker).toHaveBeenCalledTimes(1);
      await rm(definition(), { recursive: true, force: true });
      await write(DOCUMENT);
      expect((await documents.read(api())).problem).toBeUndefined();
    },
  );

  it('take the files of their folder in, and are read again when one of these changes', async () => {
    await write(DOCUMENT);
    const own = api({ definitionFolder: folder });
    const wellOf = async () => {
      const { components } = parse(textOf(await documents.take(own)));
      return components?.responses;
    };
    expect(await wellOf()).toBeUndefined();
    await write('Well: { description: Well }', 'responses.yaml');
    expect(await wellOf()).toEqual({ Well: { description: 'Well' } });
    await write('Well: [', 'responses.yaml');
    expect((await documents.read(own)).problem).toContain(
      'It refers to responses.yaml. Line 1 is no YAML',
    );
    await write('Well: { description: Better }', 'responses.yaml');
    expect(await wellOf()).toEqual({ Well: { description: 'Better' } });
  });

  it.each([
    ['by dots', '../secret.yaml', async () => {}],
    [
      'by a symbolic link',
      'link.yaml',
      () => symlink(join(folder, 'secret.yaml'), join(folder, 'api/link.yaml')),
    ],
    [
      'by a link of a folder',
      'up/secret.yaml',
      () => symlink(folder, join(folder, 'api/up')),
    ],
    ['by escaped dots', '%2e%2e/secret.yaml', async () => {}],
    ['by an absolute path', '/etc/hostname', async () => {}],
  ])('are not read out of their folder %s', async (_, reference, prepare) => {
    await mkdir(join(folder, 'api'));
    await write('get: { summary: secret }', 'secret.yaml');
    await prepare();
    await write(
      `openapi: 3.0.3\npaths: { /a: { $ref: "${reference}" } }\n`,
      'api/openapi.yaml',
    );
    const own = api({
      definition: join(folder, 'api/openapi.yaml'),
      definitionFolder: join(folder, 'api'),
    });
    const text = textOf(await documents.take(own));
    expect(text).not.toContain('secret }');
    expect(parse(text).paths).toEqual({ '/a': { $ref: reference } });
  });

  it('refer to nothing without a folder', async () => {
    await write(DOCUMENT);
    await write('Well: { description: Well }', 'responses.yaml');
    expect(
      parse(textOf(await documents.take(api()))).components,
    ).toBeUndefined();
  });
});
