import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import { Loaded, PageSection, useOperation } from '../../shared';
import { PlanChangeFacts } from '../../shared/planChange';
import { PlanChangeDecision } from './PlanChangeDecision';

/** The plan change of a subscription that waits or overlaps, and what may be decided. */
export function RunningPlanChange(props: { subscription: Subscription }) {
  const { id, planChange } = props.subscription;
  return planChange ? <Running subscriptionId={id} /> : null;
}

function Running({ subscriptionId }: { subscriptionId: string }) {
  const changes = useOperation('listPlanChanges', {
    query: { subscriptionId, state: ['requested', 'overlapping'], limit: 1 },
  });
  return (
    <PageSection title="Plan change">
      <Loaded query={changes}>
        {({ items: [change] }) =>
          change && (
            <>
              <PlanChangeFacts change={change} />
              <PlanChangeDecision change={change} />
            </>
          )
        }
      </Loaded>
    </PageSection>
  );
}
