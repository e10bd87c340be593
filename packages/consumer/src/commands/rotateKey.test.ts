import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAccessEndpoints, LocalKeyPairs } from '@oaf/access';
import {
  exampleSecrets,
  InMemoryReplayStore,
  InMemoryRevokedTokens,
} from '@oaf/access/testUtils';
import { setUpConsumer } from '../__testUtils__/setUpConsumer';

const temporaryPassword = exampleSecrets.initialAccessToken;

describe('keys', () => {
  const setUp = setUpConsumer();
  const { execute, enrol, call } = setUp;

  describe('with a key pair of the gateway', () => {
    const enrolByGateway = () =>
      execute(
        ['enrol', '--issuer', setUp.gateway.issuer, '--key-from-gateway'],
        {
          OAF_TEMPORARY_PASSWORD: temporaryPassword,
        },
      );

    it('gets it once, calls and rotates to one of its own', async () => {
      setUp.gateway.handle = createAccessEndpoints({
        ...setUp.gateway,
        replay: new InMemoryReplayStore(),
        revokedTokens: new InMemoryRevokedTokens(),
        nonceKeys: { get: async () => setUp.gateway.nonceKeys },
        keyPairs: new LocalKeyPairs(),
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
    const before = await readFile(join(setUp.home, 'sub_example.json'), 'utf8');
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
    await writeFile(join(setUp.home, 'sub_example.json'), before);
    const old = await execute(['status']);
    expect(old.code).toBe(1);
    expect(old.written).toContain('invalid_client');
  });

  it('goes on with a rotation whose answer was lost', async () => {
    await enrol();
    const { handle } = setUp.gateway;
    setUp.gateway.handle = async request => {
      const answer = await handle(request);
      return request.method === 'PUT' && answer.ok
        ? new Response('{"error":"server_error"}', { status: 500 })
        : answer;
    };
    const lost = await execute(['rotate-key']);
    expect(lost.code).toBe(1);
    expect(lost.said).toContain('server_error');
    expect((await call()).code).toBe(0);
    setUp.gateway.handle = handle;
    expect((await execute(['rotate-key'])).code).toBe(0);
    expect((await call()).code).toBe(0);
    const status = await execute(['status']);
    expect(status.written.match(/registered/g)).toHaveLength(2);
  });
});
