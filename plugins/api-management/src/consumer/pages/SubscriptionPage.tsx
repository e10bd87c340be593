import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Header, Link } from '@backstage/ui';
import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import { useParams } from 'react-router-dom';
import {
  Columns,
  EntityName,
  Loaded,
  PageBody,
  PageSection,
  Stack,
  SubscriptionStateChip,
  Timeline,
  UnansweredNotice,
} from '../../shared/components';
import { useOperation } from '../../shared/api';
import { CredentialsPanel } from '../credentials/CredentialsPanel';
import { DeprecationNotice } from '../product/DeprecationNotice';
import { PlanChangeSection } from '../planChange/PlanChangeSection';
import { HowToCall } from '../subscription/HowToCall';
import { PlanSection } from '../subscription/PlanSection';
import { StateNotice } from '../subscription/StateNotice';
import { SubscriptionActions } from '../subscription/SubscriptionActions';
import { useSubscription, wasActive } from '../subscription/useSubscription';
import { CurrentBill } from '../../shared/billing';
import { UsageSection } from '../../shared/usage';
import { usePaths } from '../usePaths';

/** Everything about one subscription: state, credentials, how to call, usage and cost. */
export function SubscriptionPage() {
  const { subscriptionId = '' } = useParams();
  const subscription = useSubscription(subscriptionId);
  return (
    <Loaded isPage query={subscription} lines={6}>
      {answer => <SubscriptionContent subscription={answer} />}
    </Loaded>
  );
}

function SubscriptionContent(props: { subscription: Subscription }) {
  const { subscription } = props;
  const { id, product } = subscription;
  const paths = usePaths();
  return (
    <BreadcrumbEntry
      entry={{ label: product.title, href: paths.subscription(id) }}
    >
      <Header
        title={product.title}
        description={subscription.purpose}
        metadata={subscriptionMetadata(subscription, paths)}
        customActions={<SubscriptionActions subscription={subscription} />}
      />
      <PageBody>
        <StateNotice subscription={subscription} />
        <DeprecationNotice product={product} />
        <Columns layout="aside">
          <Stack>
            {wasActive(subscription) && <AccessSections {...props} />}
            <UsageSection query={{ side: 'consumer', subscriptionId: id }} />
            <CurrentBill side="consumer" subscriptionId={id} />
          </Stack>
          <Stack>
            <PlanSection subscription={subscription} />
            <PlanChangeSection subscription={subscription} />
            <TimelineSection subscription={subscription} />
          </Stack>
        </Columns>
      </PageBody>
    </BreadcrumbEntry>
  );
}

/** What has ended keeps its credentials' history, but is called no more. */
function AccessSections(props: { subscription: Subscription }) {
  const { id, state } = props.subscription;
  return (
    <>
      <CredentialsPanel subscription={props.subscription} />
      {(state === 'active' || state === 'suspended') && (
        <HowToCall subscriptionId={id} />
      )}
    </>
  );
}

function TimelineSection({ subscription }: { subscription: Subscription }) {
  const events = useOperation(
    'listSubscriptionEvents',
    { path: { subscriptionId: subscription.id } },
    { refetchInterval: 10_000 },
  );
  return (
    <PageSection title="Timeline">
      <Loaded query={events}>
        {({ items, unanswered }) => (
          <>
            <UnansweredNotice unanswered={unanswered} />
            <Timeline events={items} />
          </>
        )}
      </Loaded>
    </PageSection>
  );
}

function subscriptionMetadata(
  subscription: Subscription,
  paths: ReturnType<typeof usePaths>,
) {
  const { application, product, plan } = subscription;
  return [
    { label: 'State', value: <SubscriptionStateChip {...subscription} /> },
    {
      label: 'Application',
      value: (
        <Link href={paths.application(application.id)}>
          {application.title}
        </Link>
      ),
    },
    { label: 'Plan', value: plan.title },
    { label: 'Product owner', value: <EntityName entityRef={product.owner} /> },
  ];
}
