import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { DuckDbLimits } from './engine/DuckDb';

const ROOT = 'apiManagement.usage.duckdb';

/** Firehose gathers for up to 15 minutes; API Gateway hands over within minutes. */
const DEFAULT_SETTLES_MS = 30 * 60_000;

const DEFAULT_KEPT_BYTES = 4 * 1024 ** 3;

export type S3LogConfig = {
  bucket: string;
  /** Empty, or with a slash at its end. */
  prefix: string;
  region: string;
  /** The account of `aws.accounts` whose credentials read it; undefined: `aws.mainAccount`. */
  accountId?: string;
  endpoint?: string;
  /** Bytes of objects that are kept on this machine. */
  maxKept: number;
};

/** Where the log of a gateway driver's accounts is. */
export type LogConfig = {
  source: string;
  /** Milliseconds until all is there that was logged. */
  settles: number;
} & ({ folder: string; s3?: undefined } | { s3: S3LogConfig });

function invalid(key: string, rule: string, value: unknown): InputError {
  return new InputError(
    `Invalid config value at '${key}': ${rule}, got ${JSON.stringify(value)}`,
  );
}

function readThreads(config: Config | undefined): number {
  const threads =
    config?.getOptionalNumber('threads') ?? Math.min(2, availableParallelism());
  if (!Number.isInteger(threads) || threads < 1) {
    throw invalid(
      `${ROOT}.threads`,
      'must be a whole number of at least 1',
      threads,
    );
  }
  return threads;
}

function readMemoryLimit(config: Config | undefined): string {
  const limit = config?.getOptionalString('memoryLimit') ?? '1GB';
  if (!/^\d+ ?[KMGT]i?B$/.test(limit)) {
    throw invalid(`${ROOT}.memoryLimit`, 'must be like 512MB or 2GB', limit);
  }
  return limit;
}

/**
 * What DuckDB may use, from `apiManagement.usage.duckdb`.
 *
 * @public
 */
export function readDuckDbLimits(rootConfig: Config): DuckDbLimits {
  const config = rootConfig.getOptionalConfig(ROOT);
  return {
    memoryLimit: readMemoryLimit(config),
    threads: readThreads(config),
    temporaryFolder: resolve(
      config?.getOptionalString('temporaryFolder') ??
        join(tmpdir(), `oaf-duckdb-${process.pid}`),
    ),
  };
}

function readS3(config: Config): S3LogConfig {
  const prefix = config.getOptionalString('prefix')?.replace(/\/*$/, '/') ?? '';
  return {
    bucket: config.getString('bucket'),
    prefix: prefix === '/' ? '' : prefix,
    region: config.getString('region'),
    accountId: config.getOptionalString('accountId'),
    endpoint: config.getOptionalString('endpoint'),
    maxKept: config.getOptionalNumber('maxKeptBytes') ?? DEFAULT_KEPT_BYTES,
  };
}

function readLog(config: Config, index: number): LogConfig {
  const key = `${ROOT}.logs[${index}]`;
  const folder = config.getOptionalString('folder');
  const s3 = config.getOptionalConfig('s3');
  const common = {
    source: config.getString('source'),
    settles: config.has('settles')
      ? durationToMilliseconds(
          readDurationFromConfig(config, { key: 'settles' }),
        )
      : DEFAULT_SETTLES_MS,
  };
  if (s3 && folder === undefined) {
    return { ...common, s3: readS3(s3) };
  }
  if (folder !== undefined && !s3) {
    return { ...common, folder: resolve(folder) };
  }
  throw invalid(key, 'must have either folder or s3', config.get());
}

/** @throws InputError naming the key of the first invalid value */
export function readLogConfigs(rootConfig: Config): LogConfig[] {
  const logs = rootConfig.getOptionalConfigArray(`${ROOT}.logs`) ?? [];
  return logs.map(readLog);
}
