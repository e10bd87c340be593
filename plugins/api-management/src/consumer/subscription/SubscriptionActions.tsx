import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type {
  Subscription,
  SubscriptionAction,
} from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useOperationMutation } from '../../shared/api';
import { ConfirmDialog } from '../../shared/components';
import { apiManagementTranslationRef } from '../../translation';

type ConsumerAction = Extract<SubscriptionAction, 'withdraw' | 'end'>;

const previews: Record<ConsumerAction, string> = {
  withdraw: 'The request is taken back before it is decided.',
  end: 'The gateway refuses calls with its credentials from now on, and the credentials are revoked. This cannot be undone. What was used until now is billed.',
};

/** What the consumer may do with the subscription now; the provider's actions are on the provider's pages. */
export function SubscriptionActions(props: { subscription: Subscription }) {
  const { id, actions, actionsWithReason, application, product } =
    props.subscription;
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const [action, setAction] = useState<ConsumerAction>();
  const transition = useOperationMutation('transitionSubscription');
  const allowed = actions.filter(
    (candidate): candidate is ConsumerAction => candidate in previews,
  );
  return (
    <>
      {allowed.map(candidate => (
        <Button
          key={candidate}
          variant="secondary"
          onPress={() => setAction(candidate)}
        >
          {t(`subscriptionAction.${candidate}`)}
        </Button>
      ))}
      {action && (
        <ConfirmDialog
          isOpen
          title={`${t(`subscriptionAction.${action}`)}: ${
            application.title
          } → ${product.title}`}
          action={t(`subscriptionAction.${action}`)}
          destructive
          reason={actionsWithReason.includes(action) ? 'required' : 'optional'}
          onConfirm={reason =>
            transition.mutateAsync({
              path: { subscriptionId: id },
              body: { action, ...(reason && { reason }) },
            })
          }
          onClose={() => setAction(undefined)}
        >
          {previews[action]}
        </ConfirmDialog>
      )}
    </>
  );
}
