import type { RequestBudget } from '@oaf/backstage-plugin-api-management-common';
import { formatCount, TwoLines } from '../../shared';

const rates = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** How fast a region may be asked, and what its last import needed. */
export const RequestBudgetText = ({ budget }: { budget: RequestBudget }) => (
  <TwoLines
    title={`${rates.format(budget.rate)} / s, burst ${formatCount(
      budget.burst,
    )}`}
    detail={[
      `${formatCount(budget.requests)} sent`,
      `${formatCount(budget.throttled)} throttled`,
      ...(budget.sharedByRegions ? ['shared by all regions'] : []),
    ].join(' · ')}
  />
);
