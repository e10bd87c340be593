import type { PlanChange } from '@oaf/backstage-plugin-api-management-common';
import {
  EntityName,
  Facts,
  PriceText,
  RelativeTime,
  StateChip,
} from '../components';
import { countOf } from '../format';

/** What was asked for, and how far it is. */
export function PlanChangeFacts({ change }: { change: PlanChange }) {
  const { from, to, state, purpose, requestedBy, requestedAt } = change;
  return (
    <Facts
      facts={[
        ['State', <StateChip key="state" state={state} />],
        ['Plans', `${from.title} → ${to.title}`],
        ['New price', <PriceText key="price" price={to.price} />],
        ['Requested by', <EntityName key="by" entityRef={requestedBy} />],
        ['Requested', <RelativeTime key="at" at={requestedAt} />],
        ['Why', purpose],
        [
          'Both work for',
          state === 'requested' && countOf(change.overlapHours, 'hour'),
        ],
        [
          'Both work until',
          change.overlapUntil && (
            <RelativeTime key="until" at={change.overlapUntil} />
          ),
        ],
      ].map(([label, value]) => [label, value || undefined] as [string, any])}
    />
  );
}
