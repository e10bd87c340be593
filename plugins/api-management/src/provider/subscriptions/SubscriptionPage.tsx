import { Alert, Header, Link } from '@backstage/ui';
import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import { useParams } from 'react-router-dom';
import {
  Columns,
  Crumb,
  CurrentBill,
  DamageNotice,
  EntityName,
  Loaded,
  PageBody,
  PageSection,
  RelativeTime,
  Stack,
  SubscriptionStateChip,
  Timeline,
  UnansweredNotice,
  UsageSection,
  useOperation,
} from '../../shared';
import { usePaths } from '../usePaths';
import { RunningPlanChange } from '../planChanges/RunningPlanChange';
import { SubscriptionActions } from './SubscriptionActions';
import { SubscriptionTerms } from './SubscriptionTerms';

/** States in which the backend moves on by itself. */
const movingStates = ['approved', 'provisioning', 'ending'];

/** One subscription as its provider sees it. */
export function SubscriptionPage() {
  const { subscriptionId = '' } = useParams();
  const subscription = useOperation(
    'getSubscription',
    { path: { subscriptionId } },
    {
      refetchInterval: ({ state }) =>
        movingStates.includes(state.data?.state ?? '') ? 2000 : false,
    },
  );
  return (
    <Loaded isPage query={subscription} lines={8}>
      {answer => <SubscriptionContent subscription={answer} />}
    </Loaded>
  );
}

function SubscriptionContent({ subscription }: { subscription: Subscription }) {
  const { id, application, product, error, movedFrom } = subscription;
  const paths = usePaths();
  return (
    <Crumb label={application.title} href={paths.subscription(id)}>
      <Header
        title={`${application.title} on ${product.title}`}
        metadata={toMetadata(subscription, paths.product(product.id))}
        customActions={<SubscriptionActions subscription={subscription} />}
      />
      <PageBody>
        <DamageNotice {...subscription} />
        {error && (
          <Alert
            status="danger"
            icon
            title="Provisioning failed"
            description={error}
          />
        )}
        {movedFrom && (
          <Alert
            status="info"
            icon
            title="The application moved to another owner"
            description={
              <>
                <EntityName entityRef={application.owner} /> holds it since{' '}
                <RelativeTime at={movedFrom.at} />;{' '}
                <EntityName entityRef={movedFrom.owner} /> held it before and
                may still know its credentials.
              </>
            }
          />
        )}
        <Columns layout="aside">
          <Stack>
            <UsageSection query={{ side: 'provider', subscriptionId: id }} />
            <CurrentBill side="provider" subscriptionId={id} />
          </Stack>
          <Stack>
            <SubscriptionTerms subscription={subscription} />
            <RunningPlanChange subscription={subscription} />
            <SubscriptionTimeline subscription={subscription} />
          </Stack>
        </Columns>
      </PageBody>
    </Crumb>
  );
}

function toMetadata(subscription: Subscription, productHref: string) {
  return [
    { label: 'State', value: <SubscriptionStateChip {...subscription} /> },
    {
      label: 'Product',
      value: <Link href={productHref}>{subscription.product.title}</Link>,
    },
    {
      label: 'Held by',
      value: <EntityName entityRef={subscription.application.owner} />,
    },
    {
      label: 'Requested',
      value: <RelativeTime at={subscription.requestedAt} />,
    },
  ];
}

function SubscriptionTimeline(props: { subscription: Subscription }) {
  const { id } = props.subscription;
  const events = useOperation(
    'listSubscriptionEvents',
    { path: { subscriptionId: id } },
    { refetchInterval: 5000 },
  );
  return (
    <PageSection title="Timeline">
      <Loaded query={events} lines={4}>
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
