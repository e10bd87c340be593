import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvelopeKey } from './envelopeKey';
import { SecretEnvelopes } from './SecretEnvelopes';

const installation = async () => 'installation-1';
const first = { credentialId: 'record-1' };
const second = { credentialId: 'record-2' };

describe('SecretEnvelopes without a module', () => {
  const envelope = new SecretEnvelopes({
    ownKey: randomBytes(32),
    installation,
  });

  it('opens what it sealed', async () => {
    const sealed = await envelope.seal('oaf_key_secret', first);
    expect(sealed).not.toContain('secret');
    expect(await envelope.open(sealed, first)).toBe('oaf_key_secret');
  });

  it('opens what was sealed before modules could make keys', async () => {
    const ownKey = Buffer.alloc(32, 1);
    const old = 'FInCavrH1Q8JPBg5e_Ko4s8OyyGui_z_HbgrXNAvCj5s7Bga9P6DXlYCUmqP';
    const former = new SecretEnvelopes({ ownKey, installation });
    expect(await former.open(old, first)).toBe('oaf_key_of_before');
  });

  it.each([second, { deploymentId: 'record-1' }])(
    'does not open an envelope that was moved to %p',
    async owner => {
      const sealed = await envelope.seal('oaf_key_secret', first);
      await expect(envelope.open(sealed, owner)).rejects.toThrow(
        'for another record',
      );
    },
  );

  it('does not open a changed envelope', async () => {
    const bytes = Buffer.from(
      await envelope.seal('oaf_key_secret', first),
      'base64url',
    );
    bytes[bytes.length - 1] += 1;
    await expect(
      envelope.open(bytes.toString('base64url'), first),
    ).rejects.toThrow();
  });

  it('does not open what another key sealed', async () => {
    const other = new SecretEnvelopes({
      ownKey: randomBytes(32),
      installation,
    });
    const sealed = await other.seal('oaf_key_secret', first);
    await expect(envelope.open(sealed, first)).rejects.toThrow(
      'with another key',
    );
  });

  it('says which module made what it cannot open', async () => {
    await expect(
      envelope.open('aws-kms.AQID.AQID', first),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('(aws-kms)'),
    });
  });

  it('says how to make a key when there is none', () => {
    expect(() => new SecretEnvelopes({ installation })).toThrow(
      'openssl rand -base64 32',
    );
  });
});

describe('readEnvelopeKey', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'envelope-'));
  });

  afterEach(() => rm(directory, { recursive: true }));

  it('makes a key file that only its owner can read, once for all who start together', async () => {
    const keyFile = join(directory, randomUUID(), 'envelope.key');
    const keys = await Promise.all(
      Array.from({ length: 10 }, () => readEnvelopeKey({ keyFile })),
    );
    expect(new Set(keys.map(key => key!.toString('hex'))).size).toBe(1);
    expect((await stat(keyFile)).mode % 0o1000).toBe(0o600);
    expect(Buffer.from(await readFile(keyFile, 'utf8'), 'base64')).toEqual(
      keys[0],
    );
  });

  it('names the setting and the right length of a key that is too short', async () => {
    await expect(readEnvelopeKey({ key: 'c2hvcnQ=' })).rejects.toThrow(
      'apiManagement.secrets.key must be 32 bytes in base64, it is 5',
    );
    const keyFile = join(directory, 'broken.key');
    await writeFile(keyFile, '');
    await expect(readEnvelopeKey({ keyFile })).rejects.toThrow(
      `${keyFile} must be 32 bytes`,
    );
  });

  it('is none when none is configured', async () => {
    await expect(readEnvelopeKey({})).resolves.toBeUndefined();
  });
});
