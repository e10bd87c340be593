import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { HumanDuration } from '@backstage/types';
import { readMilliseconds } from '../durations/config';

/** What the installation allows of credentials; times are milliseconds. */
export type CredentialConfig = {
  lifetimeMs: number;
  maxLifetimeMs: number;
  mayNeverExpire: boolean;
  overlapMs: number;
  maxOverlapMs: number;
  /** Temporary passwords of a subscription within 24 hours. */
  passwordsPerDay: number;
};

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const KEY = 'apiManagement.credentials';

export function readCredentialConfig(config: Config): CredentialConfig {
  const read = {
    lifetimeMs: duration(config, 'apiKeys.lifetime', { days: 365 }, DAY),
    maxLifetimeMs: duration(config, 'apiKeys.maxLifetime', { days: 365 }, DAY),
    mayNeverExpire:
      config.getOptionalBoolean(`${KEY}.apiKeys.mayNeverExpire`) ?? false,
    overlapMs: duration(config, 'overlap.usual', { hours: 24 }, HOUR),
    maxOverlapMs: duration(config, 'overlap.max', { days: 30 }, HOUR),
    passwordsPerDay:
      config.getOptionalNumber(`${KEY}.temporaryPasswords.perDay`) ?? 10,
  };
  requireNoMore(read, 'lifetimeMs', 'maxLifetimeMs', 'apiKeys.maxLifetime');
  requireNoMore(read, 'overlapMs', 'maxOverlapMs', 'overlap.max');
  if (!Number.isInteger(read.passwordsPerDay) || read.passwordsPerDay < 1) {
    throw new InputError(
      `${KEY}.temporaryPasswords.perDay must be a whole number of at least 1`,
    );
  }
  return read;
}

/** People choose whole days or hours, so less than one of them is nothing to choose. */
function duration(
  config: Config,
  name: string,
  usual: HumanDuration,
  least: number,
): number {
  const key = `${KEY}.${name}`;
  const ms = readMilliseconds(config, key, usual);
  if (ms < least) {
    throw new InputError(
      `${key} must be at least one ${least === DAY ? 'day' : 'hour'}`,
    );
  }
  return ms;
}

function requireNoMore(
  config: CredentialConfig,
  usual: 'lifetimeMs' | 'overlapMs',
  most: 'maxLifetimeMs' | 'maxOverlapMs',
  name: string,
) {
  if (config[usual] > config[most]) {
    throw new InputError(
      `${KEY}.${name} must not be less than what is usual; set both`,
    );
  }
}
