import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type {
  Subscription,
  SubscriptionAction,
} from '@oaf/backstage-plugin-api-management-common';
import { useOperationMutation } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { ActionButtons, type Confirmation } from '../actions/ActionButtons';

type Consequence = Pick<Confirmation, 'destructive' | 'isPrimary'> & {
  /** Nobody wants to read why. */
  noReason?: boolean;
  describe: (subscription: Subscription) => string;
};

const consequences: Record<SubscriptionAction, Consequence> = {
  approve: {
    describe: ({ application, plan }) =>
      `${application.title} gets an API key in the plan “${plan.title}” and may call the product as soon as it enrolled.`,
    isPrimary: true,
  },
  reject: {
    describe: ({ application }) =>
      `${application.title} gets no access. Those who asked see the reason.`,
    destructive: true,
  },
  withdraw: {
    describe: () => 'The request is taken back.',
  },
  retry: {
    describe: () =>
      'Provisioning goes on at the step that failed; nothing is made twice.',
    noReason: true,
    isPrimary: true,
  },
  suspend: {
    describe: ({ application }) =>
      `Calls of ${application.title} are refused until the subscription is resumed. Its credentials and its plan are kept.`,
    destructive: true,
  },
  resume: {
    describe: ({ application }) =>
      `Calls of ${application.title} are answered again.`,
    isPrimary: true,
  },
  end: {
    describe: ({ application }) =>
      `All credentials of ${application.title} for this product are revoked, its calls are refused, and the last bill is written. This cannot be undone.`,
    destructive: true,
  },
  repair: {
    describe: () =>
      'The subscription is damaged and cannot be made whole. It is ended, all its credentials are revoked at once, gateways forget it, and nothing is given to another plan, product or application. Its usage and bills stay.',
    destructive: true,
  },
};

/** What may be done with a subscription now. */
export function SubscriptionActions(props: { subscription: Subscription }) {
  const { subscription } = props;
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const transition = useOperationMutation('transitionSubscription');
  const confirm = (action: SubscriptionAction): Confirmation => {
    const { describe, noReason, ...rest } = consequences[action];
    const isOwed = subscription.actionsWithReason.includes(action);
    const reason = isOwed ? 'required' : 'optional';
    const label = t(`subscriptionAction.${action}`);
    return {
      ...rest,
      ...(!noReason && { reason }),
      label,
      title: `${label}: ${subscription.application.title}`,
      preview: <Text as="p">{describe(subscription)}</Text>,
    };
  };
  return (
    <ActionButtons
      actions={subscription.actions}
      confirm={confirm}
      onAct={(action, reason) =>
        transition.mutateAsync({
          path: { subscriptionId: subscription.id },
          body: { action, reason },
        })
      }
    />
  );
}
