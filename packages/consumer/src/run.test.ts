import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { exampleSecrets, startTestGateway } from '@oaf/access/testUtils';
import { setUpConsumer } from './__testUtils__/setUpConsumer';

const temporaryPassword = exampleSecrets.initialAccessToken;
const { apiKey } = exampleSecrets;

describe('run', () => {
  const setUp = setUpConsumer();
  const { execute, enrol, call } = setUp;

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
    const [file] = (await readdir(setUp.home)).filter(name =>
      name.endsWith('.json'),
    );
    expect(file).toBe('sub_example.json');
    const { mode } = await stat(join(setUp.home, file));
    expect((mode % 0o1000).toString(8)).toBe('600');
    const text = await readFile(join(setUp.home, file), 'utf8');
    expect(text).not.toContain(temporaryPassword);
    expect(text).not.toContain(apiKey);
  });

  it('asks for a secret that is not in the environment', async () => {
    const enrolled = await execute(
      ['enrol', '--issuer', setUp.gateway.issuer],
      {},
      { 'temporary password': temporaryPassword },
    );
    expect(enrolled.code).toBe(0);
    const called = await execute(
      ['call', `${setUp.gateway.baseUrl}/accounts/accounts`],
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
          `${setUp.gateway.baseUrl}/accounts/accounts/1`,
          '--method',
          'put',
        ],
        ...['--header', 'content-type: application/json'],
        ...['--data-file', join(setUp.home, 'sub_example.json'), '--include'],
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
      ...['--resource', `${setUp.gateway.baseUrl}/accounts`],
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(written)).toMatchObject({
      scope: 'accounts:read',
      expires_in: 300,
    });
  });

  it.each([
    ['a wrong temporary password', 'oaf_iat_wrong', 'invalid_token'],
    ['a password that is no header value', 'näh', 'not well-formed'],
    ['no password', '', 'is missing'],
  ])('says what to do about %s', async (_, password, expected) => {
    const { code, said } = await execute(
      ['enrol', '--issuer', setUp.gateway.issuer],
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
      ['call', `${setUp.gateway.baseUrl}/accounts/accounts`],
      environment,
    );
    expect(code).toBe(1);
    expect(said).toMatch(expected);
  });

  it('tells a suspended subscription from a lost key', async () => {
    await enrol();
    await setUp.gateway.registry.applyGrant({
      ...setUp.gateway.grant,
      revision: 2,
      status: 'suspended',
    });
    const suspended = await execute(['status']);
    expect(suspended.code).toBe(1);
    expect(suspended.said).not.toContain('enrol again');
    await setUp.gateway.registry.removeGrant('sub_example');
    const gone = await execute(['status']);
    expect(gone.code).toBe(1);
    expect(gone.said).toContain('enrol again');
  });

  it('names a clock that is wrong', async () => {
    await enrol();
    setUp.gateway.skew = 1000;
    const { said, written } = await execute(['status']);
    expect(written).toMatch(/iat is \d+ s in the past/);
    expect(said).toContain('clock');
  });

  it('tells a gateway that is not there', async () => {
    await enrol();
    await setUp.gateway.close();
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
      ['enrol', '--issuer', 'http://setUp.gateway.test/oauth'],
      'must be an https address',
    ],
    [
      'an unknown algorithm',
      ['enrol', '--issuer', 'https://setUp.gateway.test', '--alg', 'RS256'],
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
