import type {
  PlanChange,
  PlanUse,
} from '@oaf/backstage-plugin-api-management-common';
import { useOperation } from '../../shared/api';
import {
  Facts,
  Loaded,
  RelativeTime,
  UnansweredNotice,
} from '../../shared/components';
import { countOf } from '../../shared/format';

const Use = ({ calls, lastUsedAt }: PlanUse) => (
  <>
    {countOf(calls, 'call')}, last used{' '}
    <RelativeTime at={lastUsedAt} none="never" />
  </>
);

/** What tells that every program has changed over: the former keys are used no more. */
export function Evidence({ change }: { change: PlanChange }) {
  const evidence = useOperation(
    'getPlanChangeEvidence',
    { path: { planChangeId: change.id } },
    { refetchInterval: 10_000 },
  );
  return (
    <Loaded query={evidence}>
      {({ from, to, since, unanswered }) => (
        <>
          <UnansweredNotice unanswered={unanswered} />
          <Facts
            facts={[
              [`Keys of ${from.plan.title}`, <Use key="from" {...from} />],
              [`Keys of ${to.plan.title}`, <Use key="to" {...to} />],
              ['Calls counted since', <RelativeTime key="s" at={since} />],
            ]}
          />
        </>
      )}
    </Loaded>
  );
}
