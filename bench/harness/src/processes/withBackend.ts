import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Backend } from './Backend';

/**
 * A backend with an empty database, for as long as something is measured. What it said is told when that fails.
 *
 * @param configure - makes the plugin's configuration, for a folder that goes with the backend
 * @param database - `backend.database`; default: SQLite in that folder
 */
export async function withBackend<Result>(
  configure: (directory: string) => Promise<object>,
  measure: (backend: Backend) => Promise<Result>,
  database?: object,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'oaf-bench-'));
  const apiManagement = await configure(directory);
  const backend = await Backend.start({ directory, apiManagement, database });
  try {
    return await measure(backend);
  } catch (error) {
    throw new Error(`${error}\nThe backend said:\n${backend.process.log}`);
  } finally {
    await backend.process.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
