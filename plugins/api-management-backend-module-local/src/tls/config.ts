import { resolve } from 'node:path';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** Absolute paths of PEM files. */
export interface TlsFiles {
  /** The server's certificate, followed by its intermediates. */
  certFile: string;
  keyFile: string;
  /** Certification authorities of client certificates; undefined: no client certificate is asked for. */
  clientCaFile?: string;
  /** Their revocation lists; undefined: revocation is not checked. */
  crlFile?: string;
}

/**
 * Reads the files of HTTPS; undefined when the gateway speaks plain HTTP.
 * @param config - at `configKey`
 * @throws InputError naming the full key of the first invalid value
 */
export function readTlsFiles(
  config: Config | undefined,
  { configKey, baseUrl }: { configKey: string; baseUrl: string },
): TlsFiles | undefined {
  if (!config) {
    return undefined;
  }
  if (!baseUrl.startsWith('https:')) {
    throw new InputError(
      `Invalid config value at '${configKey}': needs a baseUrl with https, got ${JSON.stringify(
        baseUrl,
      )}`,
    );
  }
  const optionalPath = (key: string) => {
    const path = config.getOptionalString(key);
    return path && resolve(path);
  };
  const files = {
    certFile: resolve(config.getString('certFile')),
    keyFile: resolve(config.getString('keyFile')),
    clientCaFile: optionalPath('clientCaFile'),
    crlFile: optionalPath('crlFile'),
  };
  if (files.crlFile && !files.clientCaFile) {
    throw new InputError(
      `Invalid config value at '${configKey}.crlFile': revocation lists need clientCaFile`,
    );
  }
  return files;
}
