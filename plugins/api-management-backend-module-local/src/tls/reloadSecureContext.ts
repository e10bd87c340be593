import type { Server } from 'node:https';
import { isDeepStrictEqual } from 'node:util';
import type { SecureContextOptions } from 'node:tls';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type { TlsFiles } from './config';
import { readSecureContext } from './readSecureContext';

/** Revocation lists are renewed by the hour or day; a minute more does not matter. */
const RELOAD_INTERVAL_MS = 60_000;

/**
 * Takes renewed certificates and revocation lists into use; running connections stay as they are.
 * Files that cannot be read leave what is in use, and the log says so.
 * @returns the end of it
 */
export function reloadSecureContext(
  server: Server,
  options: {
    files: TlsFiles;
    inUse: SecureContextOptions;
    logger: LoggerService;
    intervalMs?: number;
  },
): () => void {
  const { files, logger, intervalMs = RELOAD_INTERVAL_MS } = options;
  let { inUse } = options;
  const reload = async () => {
    const read = await readSecureContext(files);
    if (!isDeepStrictEqual(read, inUse)) {
      server.setSecureContext(read);
      inUse = read;
      logger.info('The embedded gateway uses renewed TLS files');
    }
  };
  const timer = setInterval(() => {
    reload().catch(error =>
      logger.error(`The TLS files were not renewed: ${error.message}`),
    );
  }, intervalMs);
  return () => clearInterval(timer);
}
