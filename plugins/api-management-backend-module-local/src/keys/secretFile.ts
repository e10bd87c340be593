import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

async function writeTemporary(path: string, content: unknown) {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, JSON.stringify(content), {
    mode: 0o600,
    flag: 'wx',
    flush: true,
  });
  return temporary;
}

/** Reads a JSON file; undefined when it does not exist. */
export async function readSecretFile<Content>(
  path: string,
): Promise<Content | undefined> {
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw new Error(`The secret file ${path} cannot be read`, { cause: error });
  }
}

/** Puts the content in the place of the file in one step, readable by its owner only. */
export async function replaceSecretFile(path: string, content: unknown) {
  await rename(await writeTemporary(path, content), path);
}

/** Makes the file unless it exists; of several processes exactly one makes it. */
export async function createSecretFile(path: string, content: unknown) {
  const temporary = await writeTemporary(path, content);
  try {
    await link(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
  } finally {
    await rm(temporary);
  }
}
