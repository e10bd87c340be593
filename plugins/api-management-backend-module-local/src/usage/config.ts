import { resolve } from 'node:path';
import type { Config } from '@backstage/config';
import { EMBEDDED_ACCOUNT } from '../driver/embeddedAccount';

const LOGS = 'apiManagement.usage.duckdb.logs';
const FOLDER = 'apiManagement.gateways.local.accessLog.folder';

/**
 * Why nothing is counted of what the gateway logs: files of another folder are. Undefined when they are of the same one, or
 * when no files of a folder are counted.
 *
 * @param folder - absolute path of the folder that is written; undefined: none is
 */
export function describeOtherFolder(
  rootConfig: Config,
  folder: string | undefined,
): string | undefined {
  const logs = rootConfig.getOptionalConfigArray(LOGS) ?? [];
  const counted = logs
    .filter(log => log.getOptionalString('source') === EMBEDDED_ACCOUNT.driver)
    .map(log => log.getOptionalString('folder'))
    .find(path => path !== undefined);
  if (counted === undefined || resolve(counted) === folder) {
    return undefined;
  }
  const written = folder
    ? `${FOLDER} has it write to ${folder}`
    : `${FOLDER} is not set`;
  return `Calls of the embedded gateway are not counted, and not billed: ${LOGS} counts files of ${resolve(
    counted,
  )}, and ${written}. Let both name the same folder.`;
}
