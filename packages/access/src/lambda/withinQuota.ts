import { quotaPeriod } from '@oaf/contract';
import type {
  Allowed,
  Authorization,
  Denied,
} from '../authorizer/Authorization';
import type { Clock, Quotas } from '../ports';
import { EnvironmentError } from './environment';

type Quota = NonNullable<Allowed['plan']['limits']['quota']>;

/** A call that API Gateway remembers the judgement of comes here once for many. */
function requireCounted(cacheSeconds: number) {
  if (cacheSeconds > 0) {
    throw new EnvironmentError(
      'OAF_AUTHORIZER_TTL',
      '0, because a plan has a hard quota and each call has to be counted',
    );
  }
}

function quotaExceeded(
  { grant, tokenId, plan }: Allowed,
  { limit, period }: Quota,
  end: number,
): Denied {
  const next = new Date(end).toISOString();
  return {
    allow: false,
    status: 429,
    error: 'quota_exceeded',
    description: `The plan allows ${limit} calls per ${period} and all are used. The next ${period} starts at ${next}.`,
    wwwAuthenticate: null,
    grant: { ...grant, planId: plan.id },
    tokenId,
  };
}

/**
 * Counts a call that is let pass, where its plan has a hard quota; one too many is refused. When it cannot be counted
 * it is not let pass: the grant is in the same table, so there is little that a count less strict would save.
 */
export async function withinQuota(
  authorization: Authorization,
  options: { quotas: Quotas; cacheSeconds: number; clock?: Clock },
): Promise<Authorization> {
  const { quotas, cacheSeconds, clock = Date.now } = options;
  const quota = authorization.allow && authorization.plan.limits.quota;
  if (!authorization.allow || !quota || !quota.hard) {
    return authorization;
  }
  requireCounted(cacheSeconds);
  const { grant, plan } = authorization;
  const { start, end } = quotaPeriod(quota.period, clock());
  const isLeft = await quotas.take({
    applicationId: grant.applicationId,
    planId: plan.id,
    limit: quota.limit,
    start,
    end,
  });
  return isLeft ? authorization : quotaExceeded(authorization, quota, end);
}
