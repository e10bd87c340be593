import {
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccessEndpoints, createLocalKeyPairs } from '@oaf/access';
import {
  exampleSecrets,
  InMemoryReplayStore,
  InMemoryRevokedTokens,
  startTestGateway,
  type TestGateway,
} from '@oaf/access/testUtils';
import { createTestTerminal } from './__testUtils__/createTestTerminal';
import { run } from './run';

const temporaryPassword = exampleSecrets.initialAccessToken;
const { apiKey } = exampleSecrets;

describe('run', () => {
  let gateway: TestGateway;
  let home: string;

  beforeEach(async () => {
    gateway = await startTestGateway();
    home = await mkdtemp(join(tmpdir(), 'oaf-home-'));
  });

  afterEach(async () => {
    await gateway.close();
    await rm(home, { recursive: true });
  });

  async function execute(
    args: string[],
    environment: Record<string, string> = {},
    answers?: Record<string, string>,
  ) {
    const terminal = createTestTerminal(
      { OAF_HOME: home, ...environment },
      answers,
    );
    const code = await run(args, terminal);
    return { code, written: terminal.written(), said: terminal.said() };
  }

  const enrol = (...more: string[]) =>
    execute(['enrol', '--issuer', gateway.issuer, ...more], {
      OAF_TEMPORARY_PASSWORD: temporaryPassword,
    });

  const call = (...args: string[]) =>
    execute(['call', `${gateway.baseUrl}/accounts/accounts?page=2`, ...args], {
      OAF_API_KEY: apiKey,
    });

  it.each(['ES256', 'PS256', 'Ed25519'])(
    'enrols a key of %s, calls and shows its status',
    async alg => {
      const enrolled = await enrol('--alg', alg);
      expect(enrolled).toMatchObject({ code: 0, written: '' });
      expect(enrolled.said).toContain('Enrolled sub_example with key');

      const called = await call();
      expect(called).toMatchObject({ code: 0, said: '200 OK' });
      expect(JSON.parse(called.written)).toEqual({
        clientId: 'sub_example',
        method: 'GET',
        path: '/accounts/accounts',
      });

      const status = await execute(['status']);
      expect(status.code).toBe(0);
      expect(status.written).toContain(`(${alg})`);
      expect(status.written).toContain('token      granted, 300 s');
    },
  );

  it('keeps the private key where only its owner reads it, and no secret of the portal', async () => {
    await enrol();
    const [file] = (await readdir(home)).filter(name => name.endsWith('.json'));
    expect(file).toBe('sub_example.json');
    const { mode } = await stat(join(home, file));
    expect((mode % 0o1000).toString(8)).toBe('600');
    const text = await readFile(join(home, file), 'utf8');
    expect(text).not.toContain(temporaryPassword);
    expect(text).not.toContain(apiKey);
  });

  it('asks for a secret that is not in the environment', async () => {
    const enrolled = await execute(
      ['enrol', '--issuer', gateway.issuer],
      {},
      { 'temporary password': temporaryPassword },
    );
    expect(enrolled.code).toBe(0);
    const called = await execute(
      ['call', `${gateway.baseUrl}/accounts/accounts`],
      {},
      { 'API key': apiKey },
    );
    expect(called.code).toBe(0);
  });

  it('sends method, headers and body', async () => {
    await enrol();
    const called = await execute(
      [
        ...[
          'call',
          `${gateway.baseUrl}/accounts/accounts/1`,
          '--method',
          'put',
        ],
        ...['--header', 'content-type: application/json'],
        ...['--data-file', join(home, 'sub_example.json'), '--include'],
      ],
      { OAF_API_KEY: apiKey },
    );
    expect(called.code).toBe(0);
    expect(called.said).toContain('content-type: application/json');
    expect(JSON.parse(called.written)).toMatchObject({ method: 'PUT' });
  });

  it('prints a token for one of the scopes', async () => {
    await enrol();
    const { code, written } = await execute([
      ...['token', '--scope', 'accounts:read'],
      ...['--resource', `${gateway.baseUrl}/accounts`],
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(written)).toMatchObject({
      scope: 'accounts:read',
      expires_in: 300,
    });
  });

  describe('with a key pair of the gateway', () => {
    const enrolByGateway = () =>
      execute(['enrol', '--issuer', gateway.issuer, '--key-from-gateway'], {
        OAF_TEMPORARY_PASSWORD: temporaryPassword,
      });

    it('gets it once, calls and rotates to one of its own', async () => {
      gateway.handle = createAccessEndpoints({
        ...gateway,
        replay: new InMemoryReplayStore(),
        revokedTokens: new InMemoryRevokedTokens(),
        nonceKeys: { get: async () => gateway.nonceKeys },
        keyPairs: createLocalKeyPairs(),
      });
      expect((await enrolByGateway()).code).toBe(0);
      expect((await call()).code).toBe(0);
      expect((await enrolByGateway()).said).toContain('invalid_token');
      expect((await execute(['rotate-key', '--end-old-key'])).code).toBe(0);
      expect((await call()).code).toBe(0);
    });

    it('says when the gateway makes none', async () => {
      const { code, said } = await enrolByGateway();
      expect(code).toBe(1);
      expect(said).toContain('Leave --key-from-gateway out');
    });
  });

  it('rotates the key, and the old one ends when told', async () => {
    await enrol();
    const before = await readFile(join(home, 'sub_example.json'), 'utf8');
    const rotated = await execute(['rotate-key']);
    expect(rotated).toMatchObject({ code: 0, written: '' });
    const both = await execute(['status']);
    expect(both.written.match(/registered/g)).toHaveLength(2);
    expect(both.written).toContain(', until ');
    expect((await call()).code).toBe(0);

    const ended = await execute(['rotate-key', '--end-old-key']);
    expect(ended.code).toBe(0);
    const status = await execute(['status']);
    expect(status.code).toBe(0);
    expect(status.written.match(/registered/g)).toHaveLength(1);
    await writeFile(join(home, 'sub_example.json'), before);
    const old = await execute(['status']);
    expect(old.code).toBe(1);
    expect(old.written).toContain('invalid_client');
  });

  it('goes on with a rotation whose answer was lost', async () => {
    await enrol();
    const { handle } = gateway;
    gateway.handle = async request => {
      const answer = await handle(request);
      return request.method === 'PUT' && answer.ok
        ? new Response('{"error":"server_error"}', { status: 500 })
        : answer;
    };
    const lost = await execute(['rotate-key']);
    expect(lost.code).toBe(1);
    expect(lost.said).toContain('server_error');
    expect((await call()).code).toBe(0);
    gateway.handle = handle;
    expect((await execute(['rotate-key'])).code).toBe(0);
    expect((await call()).code).toBe(0);
    const status = await execute(['status']);
    expect(status.written.match(/registered/g)).toHaveLength(2);
  });

  it.each([
    ['a wrong temporary password', 'oaf_iat_wrong', 'invalid_token'],
    ['a password that is no header value', 'näh', 'not well-formed'],
    ['no password', '', 'is missing'],
  ])('says what to do about %s', async (_, password, expected) => {
    const { code, said } = await execute(
      ['enrol', '--issuer', gateway.issuer],
      { OAF_TEMPORARY_PASSWORD: password },
    );
    expect(code).toBe(1);
    expect(said).toContain(expected);
    expect(said).toContain('portal');
    expect((await enrol()).code).toBe(0);
  });

  it('says what to do when the temporary password was used before', async () => {
    await enrol();
    const { code, said } = await enrol();
    expect(code).toBe(1);
    expect(said).toContain('Ask for a new one in the portal');
    expect((await call()).code).toBe(0);
  });

  it.each([
    ['wrong API key', { OAF_API_KEY: 'oaf_key_wrong' }, /^403/],
    ['missing API key', {}, /API key is missing/],
  ])('tells a %s', async (_, environment, expected) => {
    await enrol();
    const { code, said } = await execute(
      ['call', `${gateway.baseUrl}/accounts/accounts`],
      environment,
    );
    expect(code).toBe(1);
    expect(said).toMatch(expected);
  });

  it('tells a suspended subscription from a lost key', async () => {
    await enrol();
    await gateway.registry.applyGrant({
      ...gateway.grant,
      revision: 2,
      status: 'suspended',
    });
    const suspended = await execute(['status']);
    expect(suspended.code).toBe(1);
    expect(suspended.said).not.toContain('enrol again');
    await gateway.registry.removeGrant('sub_example');
    const gone = await execute(['status']);
    expect(gone.code).toBe(1);
    expect(gone.said).toContain('enrol again');
  });

  it('names a clock that is wrong', async () => {
    await enrol();
    gateway.skew = 1000;
    const { said, written } = await execute(['status']);
    expect(written).toMatch(/iat is \d+ s in the past/);
    expect(said).toContain('clock');
  });

  it('tells a gateway that is not there', async () => {
    await enrol();
    await gateway.close();
    const { code, said } = await call();
    expect(code).toBe(1);
    expect(said).toContain('cannot be reached');
    expect(said).toContain('ECONNREFUSED');
  });

  it.each([
    ['no command', [], 'The command is missing'],
    ['an unknown command', ['dance'], 'There is no command dance'],
    ['an unknown option', ['call', '--api-key', 's3cret'], "'--api-key'"],
    ['no URL', ['call'], 'not complete'],
    ['what is no URL', ['call', 'accounts'], 'is not a URL'],
    ['no issuer', ['enrol'], 'is not an issuer'],
    [
      'plain HTTP to another machine',
      ['enrol', '--issuer', 'http://gateway.test/oauth'],
      'must be an https address',
    ],
    [
      'an unknown algorithm',
      ['enrol', '--issuer', 'https://gateway.test', '--alg', 'RS256'],
      'Use one of ES256',
    ],
    ['no profile', ['status'], 'There is no profile'],
  ])('refuses %s', async (_, args, expected) => {
    const { code, said } = await execute(args);
    expect(code).toBe(1);
    expect(said).toContain(expected);
    expect(said).not.toContain('s3cret');
  });

  it('wants to know which of several profiles', async () => {
    await enrol();
    const other = await startTestGateway({ clientId: 'sub_other' });
    await execute(['enrol', '--issuer', other.issuer], {
      OAF_TEMPORARY_PASSWORD: temporaryPassword,
    });
    const { said } = await execute(['status']);
    expect(said).toContain('--client-id');
    const chosen = await execute(['status', '--client-id', 'sub_other']);
    expect(chosen.code).toBe(0);
    await other.close();
  });

  it('tells how it is used', async () => {
    const { code, written } = await execute(['--help']);
    expect(code).toBe(0);
    for (const name of ['enrol', 'token', 'call', 'rotate-key', 'status']) {
      expect(written).toContain(`  ${name} `);
    }
  });
});
