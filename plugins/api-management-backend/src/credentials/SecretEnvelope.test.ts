import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvelopeKey } from './envelopeKey';
import { AesSecretEnvelope } from './SecretEnvelope';

describe('AesSecretEnvelope', () => {
  const envelope = new AesSecretEnvelope(randomBytes(32));

  it('opens what it sealed', async () => {
    const sealed = await envelope.seal('oaf_key_secret', 'record-1');
    expect(sealed).not.toContain('secret');
    expect(await envelope.open(sealed, 'record-1')).toBe('oaf_key_secret');
  });

  it('does not open an envelope that was moved to another record', async () => {
    const sealed = await envelope.seal('oaf_key_secret', 'record-1');
    await expect(envelope.open(sealed, 'record-2')).rejects.toThrow();
  });

  it('does not open a changed envelope', async () => {
    const bytes = Buffer.from(
      await envelope.seal('oaf_key_secret', 'r'),
      'base64url',
    );
    bytes[bytes.length - 1] += 1;
    await expect(
      envelope.open(bytes.toString('base64url'), 'r'),
    ).rejects.toThrow();
  });

  it('does not open what another key sealed', async () => {
    const sealed = await new AesSecretEnvelope(randomBytes(32)).seal(
      'oaf_key_secret',
      'r',
    );
    await expect(envelope.open(sealed, 'r')).rejects.toThrow();
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
    expect(new Set(keys.map(key => key.toString('hex'))).size).toBe(1);
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

  it('says how to make a key when there is none', async () => {
    await expect(readEnvelopeKey({})).rejects.toThrow(
      'openssl rand -base64 32',
    );
  });
});
