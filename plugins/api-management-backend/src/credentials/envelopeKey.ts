import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '@backstage/errors';

const KEY_BYTES = 32;

/** Where the key is: given as base64, or in a file that is made on first start. */
export type EnvelopeKeySource = { key?: string; keyFile?: string };

/**
 * The 32 bytes that envelope secrets until they are shown; undefined when the configuration names none.
 *
 * @throws InputError that says what to configure
 */
export async function readEnvelopeKey({
  key,
  keyFile,
}: EnvelopeKeySource): Promise<Buffer | undefined> {
  if (key) {
    return checked(Buffer.from(key, 'base64'), 'apiManagement.secrets.key');
  }
  if (!keyFile) {
    return undefined;
  }
  await createOnce(keyFile);
  return checked(
    Buffer.from(await readFile(keyFile, 'utf8'), 'base64'),
    keyFile,
  );
}

function checked(key: Buffer, where: string): Buffer {
  if (key.length !== KEY_BYTES) {
    throw new InputError(
      `${where} must be ${KEY_BYTES} bytes in base64, it is ${key.length}`,
    );
  }
  return key;
}

/** A link is made whole or not at all, so of several starting processes one wins and the others read its key. */
async function createOnce(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, randomBytes(KEY_BYTES).toString('base64'), {
    mode: 0o600,
    flush: true,
  });
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
  } finally {
    await unlink(draft);
  }
}
