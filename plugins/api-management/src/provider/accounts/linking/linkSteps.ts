import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { countOf, type Step } from '../../../shared';
import { failedCheck, isUnfinished } from '../nextStep';
import { describeRegions, regionCondition } from '../regions';

/** Steps of linking an account, in their order. */
export const linkStepIds = [
  'describe',
  'trust',
  'verify',
  'regions',
  'import',
] as const;

export type LinkStepId = (typeof linkStepIds)[number];

/** How far one step is, without its content. */
export type LinkStepProgress = Pick<Step, 'outcome' | 'result' | 'isReachable'>;

const isVerified = ({ state }: AccountLink) =>
  state === 'verified' || state === 'degraded';

/** The step where linking goes on. */
export function currentLinkStep(link: AccountLink): LinkStepId {
  if (!isUnfinished(link)) {
    return 'import';
  }
  if (isVerified(link)) {
    return 'regions';
  }
  return link.checks ? 'verify' : 'trust';
}

/** How far each step of a link is. */
export function linkProgress(
  link: AccountLink,
): Record<LinkStepId, LinkStepProgress> {
  return {
    describe: {
      outcome: 'done',
      result: `${link.alias}, ${link.accountId} in ${link.partition}`,
      isReachable: false,
    },
    trust: {
      outcome: link.checks || isVerified(link) ? 'done' : undefined,
      result: link.roleArn,
      isReachable: true,
    },
    verify: verifyProgress(link),
    regions: {
      outcome: link.regions.length > 0 ? 'done' : undefined,
      result: describeRegions(link.regions.map(({ region }) => region)),
      isReachable: isVerified(link),
    },
    import: importProgress(link),
  };
}

function verifyProgress(link: AccountLink): LinkStepProgress {
  const failed = failedCheck(link);
  if (failed) {
    return { outcome: 'failed', result: 'refused', isReachable: true };
  }
  return {
    outcome: isVerified(link) ? 'done' : undefined,
    result: isVerified(link) ? 'every check passed' : undefined,
    isReachable: true,
  };
}

function importProgress(link: AccountLink): LinkStepProgress {
  const { regions, apiCount } = link;
  const conditions = regions.map(regionCondition);
  const isOver =
    regions.length > 0 &&
    conditions.every(each => each === 'fresh' || each === 'stale');
  const outcome = conditions.includes('stale') ? 'failed' : 'done';
  return {
    outcome: isOver ? outcome : undefined,
    result: isOver ? countOf(apiCount, 'API') : undefined,
    isReachable: regions.length > 0,
  };
}
