import type { Overview } from '@oaf/backstage-plugin-api-management-common';
import { formatCount, formatRelative, formatSums } from '../../shared';
import { usePaths } from '../usePaths';
import styles from './Overview.module.css';
import { Tile } from './Tile';

/** The numbers of the overview, each a link to the list behind it. */
export function OverviewTiles({ overview }: { overview: Overview }) {
  const paths = usePaths();
  return (
    <div className={styles.tiles}>
      <Tile
        label="Waiting approvals"
        value={formatCount(overview.waitingApprovals)}
        detail={describeOldest(overview)}
        isDue={overview.waitingApprovals > 0}
        href={paths.approvals}
      />
      <Tile
        label="Calls today"
        value={formatCount(overview.callsToday)}
        detail="since midnight UTC"
        href={paths.usage}
      />
      <Tile
        label="Errors today"
        value={formatCount(overview.errorsToday)}
        detail={describeShare(overview)}
        href={paths.usage}
      />
      <Tile
        label="Revenue this month"
        value={describeRevenue(overview)}
        detail="open bills"
        href={paths.billing}
      />
      <Tile
        label="Accounts not fresh"
        value={formatCount(overview.accountsNotFresh)}
        detail={
          overview.accountsNotFresh > 0 ? 'last sync failed' : 'all in sync'
        }
        isDue={overview.accountsNotFresh > 0}
        href={paths.accounts}
      />
      <Tile
        label="Expiring credentials"
        value={formatCount(overview.expiringCredentials)}
        detail="within 30 days"
        href={`${paths.subscriptions}?state=active`}
      />
    </div>
  );
}

function describeOldest({ oldestWaitingSince }: Overview) {
  return oldestWaitingSince
    ? `oldest ${formatRelative(oldestWaitingSince)}`
    : 'nothing to decide';
}

function describeShare({ callsToday, errorsToday }: Overview) {
  return callsToday > 0
    ? `${((100 * errorsToday) / callsToday).toFixed(1)} % of calls`
    : 'no calls yet';
}

function describeRevenue({ revenueThisMonth }: Overview) {
  return formatSums(revenueThisMonth) || '0.00';
}
