import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from './packageFolder';

/**
 * Reads the archive of a function, such as `token` for the parameter `TokenArchive`. It comes with the published package;
 * in the repository `yarn workspace @oaf/infrastructure archives` makes it.
 *
 * @returns undefined when there is none
 */
export async function readStackArchive(
  name: string,
): Promise<Buffer | undefined> {
  try {
    return await readFile(join(packageFolder(), 'archives', `${name}.zip`));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
