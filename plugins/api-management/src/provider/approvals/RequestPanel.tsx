import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import {
  EntityName,
  type Fact,
  Facts,
  formatCount,
  LimitsText,
  PageSection,
  PriceText,
  ReasonedButton,
  RelativeTime,
  useOperation,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { usePaths } from '../usePaths';
import styles from './Approvals.module.css';
import type { Decision } from './useQueue';

/** Everything needed to decide on a request. */
export function RequestPanel(props: {
  request: Subscription;
  onDecide: (decision: Decision) => void;
}) {
  const { request, onDecide } = props;
  const paths = usePaths();
  const history = useApplicationHistory(request.application.id);
  return (
    <div className={styles.panel}>
      <PageSection
        title={request.application.title}
        description={`wants ${request.product.title}`}
      >
        <blockquote className={styles.purpose}>
          {request.purpose || 'No purpose was given.'}
        </blockquote>
        <Facts
          facts={[
            ...toFacts(request),
            ['History', history],
            [
              'Product',
              <Link href={paths.product(request.product.id)}>
                {request.product.title}
              </Link>,
            ],
          ]}
        />
        <div className={styles.buttons}>
          <DecideButton
            decision="approve"
            request={request}
            onDecide={onDecide}
          />
          <DecideButton
            decision="reject"
            request={request}
            onDecide={onDecide}
          />
        </div>
      </PageSection>
    </div>
  );
}

function DecideButton(props: {
  decision: Decision;
  request: Subscription;
  onDecide: (decision: Decision) => void;
}) {
  const { decision, request, onDecide } = props;
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <ReasonedButton
      variant={decision === 'approve' ? 'primary' : 'secondary'}
      reason={
        request.actions.includes(decision) ? undefined : t('decision.notYours')
      }
      onPress={() => onDecide(decision)}
    >
      {t(`subscriptionAction.${decision}`)}
    </ReasonedButton>
  );
}

function toFacts(request: Subscription): Fact[] {
  return [
    ['Requested by', <EntityName entityRef={request.requestedBy} />],
    ['Held by', <EntityName entityRef={request.application.owner} />],
    ...toFormerOwner(request),
    ['Requested', <RelativeTime at={request.requestedAt} />],
    ['Plan', request.plan.title],
    ['Price', <PriceText price={request.plan.price} />],
    ['Limits', <LimitsText limits={request.plan.limits} />],
  ];
}

function toFormerOwner({ movedFrom }: Subscription): Fact[] {
  return movedFrom
    ? [
        [
          'Held before by',
          <>
            <EntityName entityRef={movedFrom.owner} />, until{' '}
            <RelativeTime at={movedFrom.at} />
          </>,
        ],
      ]
    : [];
}

/** How many subscriptions to the reader's products the application has, as far as they still live. */
function useApplicationHistory(applicationId: string) {
  const active = useOperation('listSubscriptions', {
    query: {
      applicationId,
      side: 'provider',
      state: ['active', 'suspended'],
      limit: 1,
    },
  });
  const count = active.data?.totalItems;
  if (count === undefined) {
    return undefined;
  }
  return count === 0
    ? 'First subscription of this application'
    : `${formatCount(count)} other active with you`;
}
