import { mkdir } from 'node:fs/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { DuckDb, type DuckDbLimits } from './engine/DuckDb';
import { DuckDbLog } from './engine/DuckDbLog';
import { FolderFiles } from './files/FolderFiles';
import type { LogFiles } from './files/LogFiles';

/** An access log in files, with a database of its own. */
export async function openLog(options: {
  files: LogFiles;
  limits: DuckDbLimits;
  logger: LoggerService;
}): Promise<DuckDbLog> {
  const { limits, ...rest } = options;
  await mkdir(limits.temporaryFolder, { recursive: true, mode: 0o700 });
  return new DuckDbLog({ ...rest, database: await DuckDb.open(limits) });
}

/**
 * Opens an access log in files of a folder.
 *
 * @public
 */
export async function openFolderLog(options: {
  /** Absolute path; one that is not there yet is empty. */
  folder: string;
  limits: DuckDbLimits;
  logger: LoggerService;
}): Promise<DuckDbLog> {
  const { folder, ...rest } = options;
  return openLog({ ...rest, files: new FolderFiles(folder) });
}
