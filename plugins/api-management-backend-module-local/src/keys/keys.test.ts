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
import { FileNonceKeys } from './FileNonceKeys';
import { openTokenSigner } from './openTokenSigner';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('keys in the data directory', () => {
  let root: string;
  let directory: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'gateway-keys-'));
    directory = join(root, 'made', 'by', 'us');
  });

  afterEach(() => rm(root, { recursive: true }));

  async function modeOf(name: string) {
    const { mode } = await stat(join(directory, name));
    return (mode % 0o1000).toString(8);
  }

  it('makes one signing key, readable by the owner only, and keeps it', async () => {
    const signers = await Promise.all(
      Array.from({ length: 5 }, () => openTokenSigner(directory)),
    );
    const again = await openTokenSigner(directory);
    expect(new Set([...signers, again].map(({ kid }) => kid)).size).toBe(1);
    expect(again.alg).toBe('ES256');
    expect(await modeOf('signing-key.json')).toBe('600');
    expect(await readdir(directory)).toEqual(['signing-key.json']);
  });

  it('does not replace a signing key that it cannot read', async () => {
    await openTokenSigner(directory);
    const path = join(directory, 'signing-key.json');
    await writeFile(path, 'damaged');
    await expect(openTokenSigner(directory)).rejects.toThrow(
      `The secret file ${path} cannot be read`,
    );
    await expect(readFile(path, 'utf8')).resolves.toBe('damaged');
  });

  it('makes one nonce key of 32 bytes for all who share the directory', async () => {
    const keys = new FileNonceKeys(directory);
    const [first, second] = await Promise.all([keys.get(), keys.get()]);
    expect(first).toEqual(second);
    expect(first.current).toHaveLength(32);
    expect(first.previous).toBeUndefined();
    await expect(new FileNonceKeys(directory).get()).resolves.toEqual(first);
    expect(await modeOf('nonce-keys.json')).toBe('600');
  });

  it('rotates the nonce key daily and accepts the one before', async () => {
    let now = 0;
    const keys = new FileNonceKeys(directory, () => now);
    const other = new FileNonceKeys(directory, () => now);
    const first = await keys.get();
    await other.get();
    now = DAY_MS - 1;
    await expect(keys.get()).resolves.toEqual(first);
    now = DAY_MS;
    const second = await keys.get();
    expect(second.current).not.toEqual(first.current);
    expect(second.previous).toEqual(first.current);
    await expect(other.get()).resolves.toEqual(second);
  });
});
