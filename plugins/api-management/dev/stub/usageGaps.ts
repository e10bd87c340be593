import type { UsageGap } from '@oaf/backstage-plugin-api-management-common';
import type { Question } from './Route';

const HOUR_MS = 3_600_000;

const place = {
  accountId: '111122223333',
  accountAlias: 'Retail',
  region: 'eu-central-1',
  apiId: 'a1b2c3d4e5',
  stage: 'live',
};

/** A delivery of the log that failed for some hours, and an API that cannot be compared. */
export function usageGaps({ query }: Question) {
  const last = Math.floor(Date.now() / HOUR_MS - 2) * HOUR_MS;
  const items = [3, 4, 5, 29].map((ago, index): UsageGap => {
    const countedCalls = 1_204 - 97 * index;
    const loggedCalls = index === 1 ? 0 : countedCalls - 211 + index;
    return {
      id: `gap-${ago}`,
      place: index === 3 ? { ...place, title: 'Accounts' } : place,
      hour: new Date(last - ago * HOUR_MS).toISOString(),
      loggedCalls,
      countedCalls,
      missingCalls: countedCalls - loggedCalls,
    };
  });
  const offset = Number(query.get('offset') ?? 0);
  const limit = Number(query.get('limit') ?? 20);
  return {
    items: items.slice(offset, offset + limit),
    totalItems: items.length,
    missingCalls: items.reduce(
      (sum, { missingCalls }) => sum + missingCalls,
      0,
    ),
    missingHours: items.length,
    comparedFrom: new Date(last - 72 * HOUR_MS).toISOString(),
    comparedUntil: new Date(last).toISOString(),
    notCompared: [
      {
        place: { ...place, accountAlias: 'Lending', apiId: 'f6g7h8i9j0' },
        why: 'The trust role lacks cloudwatch:GetMetricData in eu-central-1 of account 444455556666 (Lending). Update its stack to the current template, and see whether a service control policy or a permissions boundary forbids it.',
      },
    ],
  };
}
