import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import {
  EntityName,
  Facts,
  LimitsText,
  PageSection,
  PriceText,
} from '../../shared';

/** What was asked for and agreed. */
export const SubscriptionTerms = (props: { subscription: Subscription }) => {
  const { plan, purpose, requestedBy, decidedBy, reason } = props.subscription;
  return (
    <PageSection title="Plan">
      <Facts
        facts={[
          ['Plan', plan.title],
          ['Price', <PriceText price={plan.price} />],
          ['Limits', <LimitsText limits={plan.limits} />],
          ['Purpose', purpose],
          ['Requested by', <EntityName entityRef={requestedBy} />],
          ['Decided by', decidedBy && <EntityName entityRef={decidedBy} />],
          ['Reason', reason],
        ]}
      />
    </PageSection>
  );
};
