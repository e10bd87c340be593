import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

const ROOT = 'apiManagement.usage.athena';

const GIGABYTE = 1024 ** 3;

/** A table of an access log, and how it is queried; durations are milliseconds. */
export type AthenaConfig = {
  source: string;
  region: string;
  /** The account of `aws.accounts` whose credentials query; undefined: `aws.mainAccount`. */
  accountId: string | undefined;
  endpoint: string | undefined;
  database: string;
  table: string;
  workgroup: string;
  interval: number;
  settles: number;
  maxScannedBytesPerDay: number;
};

function readMs(config: Config, key: string, minutes: number): number {
  return config.has(key)
    ? durationToMilliseconds(readDurationFromConfig(config, { key }))
    : minutes * 60_000;
}

function readWhole(
  config: Config,
  key: string,
  { fallback, least }: { fallback: number; least: number },
): number {
  const value = config.getOptionalNumber(key) ?? fallback;
  if (!Number.isInteger(value) || value < least) {
    throw new InputError(
      `Invalid config value at '${ROOT}.${key}': must be a whole number of at least ${least}, got ${JSON.stringify(
        value,
      )}`,
    );
  }
  return value;
}

/**
 * Reads `apiManagement.usage.athena`; undefined when it is absent.
 *
 * @throws InputError naming the key of the first invalid value
 */
export function readAthenaConfig(rootConfig: Config): AthenaConfig | undefined {
  const config = rootConfig.getOptionalConfig(ROOT);
  return (
    config && {
      source: config.getOptionalString('source') ?? 'aws',
      region: config.getString('region'),
      accountId: config.getOptionalString('accountId'),
      endpoint: config.getOptionalString('endpoint'),
      database: config.getString('database'),
      table: config.getOptionalString('table') ?? 'access_log',
      workgroup: config.getString('workgroup'),
      interval: readMs(config, 'interval', 15),
      settles: readMs(config, 'settles', 30),
      maxScannedBytesPerDay: readWhole(config, 'maxScannedBytesPerDay', {
        fallback: 100 * GIGABYTE,
        least: 1,
      }),
    }
  );
}
