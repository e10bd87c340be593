import { InputError } from '@backstage/errors';
import type {
  CredentialInput,
  CredentialRules,
} from '@oaf/backstage-plugin-api-management-common';
import type { CredentialConfig } from './config';
import { MAX_LIVE_API_KEYS } from './requireRoom';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The rules as people choose by them: whole days and hours. */
export function toRules(config: CredentialConfig): CredentialRules {
  return {
    lifetimeDays: Math.floor(config.lifetimeMs / DAY),
    maxLifetimeDays: Math.floor(config.maxLifetimeMs / DAY),
    mayNeverExpire: config.mayNeverExpire,
    overlapHours: Math.floor(config.overlapMs / HOUR),
    maxOverlapHours: Math.floor(config.maxOverlapMs / HOUR),
    maxApiKeys: MAX_LIVE_API_KEYS,
  };
}

/**
 * When an API key that is issued now expires; null is never.
 * @throws InputError that names the most that is allowed
 */
export function chosenExpiry(
  { lifetimeDays, neverExpires }: CredentialInput,
  config: CredentialConfig,
  now = Date.now(),
): number | null {
  if (neverExpires) {
    if (!config.mayNeverExpire) {
      throw new InputError(
        'request/body/neverExpires is not allowed here; choose lifetimeDays',
      );
    }
    return null;
  }
  const { maxLifetimeDays } = toRules(config);
  if (lifetimeDays !== undefined && lifetimeDays > maxLifetimeDays) {
    throw new InputError(
      `request/body/lifetimeDays must be at most ${maxLifetimeDays}`,
    );
  }
  return now + (lifetimeDays ? lifetimeDays * DAY : config.lifetimeMs);
}

/** @throws InputError that names the most that is allowed */
export function chosenOverlap(
  { overlapHours }: { overlapHours?: number },
  config: CredentialConfig,
): number {
  const { maxOverlapHours } = toRules(config);
  if (overlapHours !== undefined && overlapHours > maxOverlapHours) {
    throw new InputError(
      `request/body/overlapHours must be at most ${maxOverlapHours}`,
    );
  }
  return overlapHours === undefined ? config.overlapMs : overlapHours * HOUR;
}
