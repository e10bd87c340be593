import type { StoredPlan } from '../products/ProductStore';
import type { CredentialConfig } from './config';

const DAY = 24 * 3_600_000;

/** How long credentials of a plan live at most; undefined when it says nothing. */
export function planLifetimeMs(
  plan: Pick<StoredPlan, 'maxCredentialDays'> | undefined,
): number | undefined {
  const days = plan?.maxCredentialDays ?? null;
  return days === null ? undefined : days * DAY;
}

/** What the installation allows, as far as the plan does, too. */
export function withinPlan(
  config: CredentialConfig,
  plan: Pick<StoredPlan, 'maxCredentialDays'> | undefined,
): CredentialConfig {
  const most = planLifetimeMs(plan);
  return most === undefined
    ? config
    : {
        ...config,
        lifetimeMs: Math.min(config.lifetimeMs, most),
        maxLifetimeMs: Math.min(config.maxLifetimeMs, most),
        mayNeverExpire: false,
      };
}
