/** @jest-environment node */
import { execFile } from 'node:child_process';
import {
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
// The door itself judges the samples; only this test needs Node.js.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import {
  exampleSecrets,
  startTestGateway,
  type TestGateway,
} from '@oaf/access/testUtils';
import type { Connection } from '../schema/openapi';
import { codeSamples } from '.';
import { languages } from './__testUtils__/languages';

const execute = promisify(execFile);
const modules = resolve(require.resolve('openid-client'), '../../..');

const both = {
  OAF_TEMPORARY_PASSWORD: exampleSecrets.initialAccessToken,
  OAF_API_KEY: exampleSecrets.apiKey,
};
const later = { OAF_API_KEY: exampleSecrets.apiKey };

const keyFileOf = {
  node: 'sub_example.key.json',
  curl: 'sub_example.key.pem',
  python: 'sub_example.key.json',
  java: 'sub_example.key.txt',
  go: 'sub_example.key.pem',
};

function connectionOf({ issuer, baseUrl }: TestGateway): Connection {
  return {
    account: 'Embedded gateway',
    region: 'local',
    ready: true,
    issuer,
    registrationEndpoint: `${issuer}/register`,
    tokenEndpoint: `${issuer}/token`,
    clientId: 'sub_example',
    scopes: ['accounts:read', 'accounts:write'],
    resources: [
      {
        title: "Ada's accounts\nrm -rf nothing; exit 9 \\u000a coding: utf-7",
        region: 'local',
        url: `${baseUrl}/accounts`,
        examplePath: '/accounts?page=2',
      },
    ],
  };
}

describe.each(codeSamples)('$title sample', sample => {
  // Java and Go compile on each run.
  jest.setTimeout(120_000);

  const language = languages[sample.id];
  const describeRun = language.leftOut ? describe.skip : describe;
  let program: string[];
  let installation: string;

  beforeAll(async () => {
    installation = mkdtempSync(join(tmpdir(), 'sample-language-'));
    program = language.leftOut ? [] : await language.prepare(installation);
  });

  afterAll(() => rmSync(installation, { recursive: true }));

  let gateway: TestGateway;
  let directory: string;

  beforeEach(async () => {
    gateway = await startTestGateway();
    directory = mkdtempSync(join(tmpdir(), 'sample-'));
    symlinkSync(modules, join(directory, 'node_modules'));
  });

  afterEach(async () => {
    rmSync(directory, { recursive: true });
    await gateway.close();
  });

  function write(connection = connectionOf(gateway)) {
    writeFileSync(join(directory, sample.fileName), sample.render(connection));
  }

  function run(secrets: NodeJS.ProcessEnv) {
    return new Promise<{ code: unknown; stdout: string; stderr: string }>(
      done => {
        const { PATH, HOME } = process.env;
        execFile(
          program[0],
          [...program.slice(1), sample.fileName],
          { cwd: directory, env: { PATH, HOME, ...secrets } },
          (error, stdout, stderr) =>
            done({ code: error?.code ?? 0, stdout, stderr }),
        );
      },
    );
  }

  describeRun(`run ${language.leftOut ?? ''}`, () => {
    it('enrols on the first run, and calls again with the same key', async () => {
      write();
      const answer =
        '{"clientId":"sub_example","method":"GET","path":"/accounts/accounts"}';

      const first = await run(both);
      expect(first).toMatchObject({ code: 0, stderr: '' });
      expect(first.stdout).toContain(answer);
      expect(first.stdout).toContain('200');

      const second = await run(later);
      expect(second).toMatchObject({ code: 0, stderr: '' });
      expect(second.stdout).toContain(answer);

      const kids = gateway.registry.uses.flatMap(use =>
        use.type === 'client-key' ? [use.kid] : [],
      );
      expect(kids).toEqual([kids[0], kids[0]]);
    });

    it('keeps the key where only its owner can read it', async () => {
      write();
      await run(both);
      const { mode } = statSync(join(directory, keyFileOf[sample.id]));
      expect((mode % 0o1000).toString(8)).toBe('600');
    });

    it('says what is missing', async () => {
      write();
      const withoutKey = await run({});
      expect(withoutKey.code).not.toBe(0);
      expect(withoutKey.stderr).toContain('Set OAF_API_KEY');
      const withoutPassword = await run(later);
      expect(withoutPassword.code).not.toBe(0);
      expect(withoutPassword.stderr).toContain('Set OAF_TEMPORARY_PASSWORD');
    });

    it('shows why the temporary password is refused, and works with the right one', async () => {
      write();
      const wrong = await run({ ...both, OAF_TEMPORARY_PASSWORD: 'oaf_iat_x' });
      expect(wrong.code).not.toBe(0);
      expect(wrong.stderr).toContain('invalid_token');
      expect(wrong.stderr).toContain(
        'The temporary password is unknown, used or expired',
      );
      expect((await run(both)).code).toBe(0);
    });

    it('shows the refusal of the gateway', async () => {
      write();
      await run(both);
      const refused = await run({ OAF_API_KEY: 'oaf_key_x' });
      expect(refused.stdout).toContain('403');
      expect(refused.stdout).toContain('invalid_api_key');
      expect(refused.stdout).toContain('The x-api-key header is missing');
    });

    it('shows why there is no token', async () => {
      write();
      await run(both);
      write({ ...connectionOf(gateway), scopes: ['cards:read'] });
      const refused = await run(later);
      expect(refused.code).not.toBe(0);
      expect(refused.stderr).toContain('invalid_scope');
      expect(refused.stderr).toContain('The scope is more than');
    });

    it('shows what a server says that cannot be used now', async () => {
      const away = createServer((_request, response) => {
        response.writeHead(503, { 'Content-Type': 'application/json' });
        response.end(
          JSON.stringify({
            error: 'temporarily_unavailable',
            error_description: 'Come back in an hour',
          }),
        );
      });
      await new Promise<void>(done => away.listen(0, '127.0.0.1', done));
      try {
        const { port } = away.address() as AddressInfo;
        write({
          ...connectionOf(gateway),
          issuer: `http://127.0.0.1:${port}`,
        });
        const refused = await run(both);
        expect(refused.code).not.toBe(0);
        expect(refused.stderr).toContain('Come back in an hour');
      } finally {
        away.close();
      }
    });
  });

  it('holds no secret and names the API it calls', () => {
    const connection = connectionOf(gateway);
    const other = {
      title: 'B',
      region: 'local',
      url: 'https://b.test',
      examplePath: '/',
    };
    const text = sample.render(connection, { resource: other });
    expect(text).toContain('https://b.test/');
    expect(text).not.toMatch(/oaf_(iat|key)_/);
  });

  it('refuses a connection without resources', () => {
    const connection = { ...connectionOf(gateway), resources: [] };
    expect(() => sample.render(connection)).toThrow(TypeError);
  });
});

describe('Node.js sample', () => {
  it('allows plain HTTP only when the issuer is plain HTTP', () => {
    const connection = {
      account: 'A',
      region: 'local',
      ready: true,
      clientId: 'sub_example',
      scopes: [],
      resources: [
        {
          title: 'A',
          region: 'local',
          url: 'https://a.test',
          examplePath: '/',
        },
      ],
    };
    const [node] = codeSamples;
    const at = (issuer: string) =>
      node.render({
        ...connection,
        issuer,
        registrationEndpoint: `${issuer}/register`,
        tokenEndpoint: `${issuer}/token`,
      });
    expect(at('http://a.test')).toContain('allowInsecureRequests');
    expect(at('https://a.test')).not.toContain('allowInsecureRequests');
  });
});

const describeCurl = languages.curl.leftOut ? describe.skip : describe;

describeCurl('curl sample', () => {
  /** A curl that notes its arguments, as every user of the machine sees them. */
  function spyOnCurl(directory: string) {
    const spy = join(directory, 'curl');
    const note = join(directory, 'arguments.txt');
    const text = `#!/bin/sh\nprintf '%s\\n' "$@" >>'${note}'\nPATH=\${PATH#*:} exec curl "$@"\n`;
    writeFileSync(spy, text, { mode: 0o700 });
    return () => readFileSync(note, 'utf8');
  }

  it('shows no secret to other users of the machine', async () => {
    const gateway = await startTestGateway();
    const directory = mkdtempSync(join(tmpdir(), 'sample-'));
    try {
      const seen = spyOnCurl(directory);
      const sample = codeSamples.find(({ id }) => id === 'curl')!;
      const program = join(directory, sample.fileName);
      writeFileSync(program, sample.render(connectionOf(gateway)));
      const { stdout } = await execute('bash', [program], {
        cwd: directory,
        env: { ...both, PATH: `${directory}:${process.env.PATH}` },
      });
      expect(stdout).toContain('200');
      expect(seen()).toContain(`${gateway.baseUrl}/accounts/accounts?page=2`);
      expect(seen()).not.toContain(both.OAF_API_KEY);
      expect(seen()).not.toContain(both.OAF_TEMPORARY_PASSWORD);
      expect(seen()).not.toMatch(/client_assertion=|Authorization/);
    } finally {
      rmSync(directory, { recursive: true });
      await gateway.close();
    }
  });
});
