import type { RequestBudget } from '@oaf/backstage-plugin-api-management-common';
import { formatCount } from '../../shared';
import styles from './Accounts.module.css';

const rates = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

/** How fast a region may be asked, and what its last import needed. */
export const RequestBudgetText = ({ budget }: { budget: RequestBudget }) => (
  <>
    {`${rates.format(budget.rate)} / s, burst ${formatCount(budget.burst)}`}
    <div className={styles.sentence}>
      {[
        `${formatCount(budget.requests)} sent`,
        `${formatCount(budget.throttled)} throttled`,
        ...(budget.sharedByRegions ? ['shared by all regions'] : []),
      ].join(' · ')}
    </div>
  </>
);
