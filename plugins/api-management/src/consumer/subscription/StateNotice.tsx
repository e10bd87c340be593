import { Alert } from '@backstage/ui';
import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import type { ComponentProps } from 'react';
import { DamageNotice, EntityName } from '../../shared/components';
import { isPassing } from './useSubscription';

/** What the state means for the reader and what comes next; nothing while all is well. */
export function StateNotice({ subscription }: { subscription: Subscription }) {
  if (subscription.damage) {
    return <DamageNotice {...subscription} />;
  }
  const notice = noticeOf(subscription);
  return notice ? (
    <Alert role="status" icon isPending={isPassing(subscription)} {...notice} />
  ) : null;
}

type Notice = Pick<
  ComponentProps<typeof Alert>,
  'status' | 'title' | 'description'
>;

function noticeOf(subscription: Subscription): Notice | undefined {
  const { state, reason, error, product } = subscription;
  switch (state) {
    case 'requested':
      return {
        status: 'info',
        title: 'Waiting for approval',
        description: (
          <>
            <EntityName entityRef={product.owner} /> decides. This page shows
            the decision as soon as it is made.
          </>
        ),
      };
    case 'approved':
    case 'provisioning':
      return {
        status: 'info',
        title: 'Preparing the gateway',
        description: 'Your credentials appear here in a moment.',
      };
    case 'withdrawn':
      return {
        status: 'info',
        title: 'Withdrawn before it was decided',
        description: 'The product can be subscribed to again.',
      };
    case 'rejected':
      return { status: 'danger', title: 'Rejected', description: reason };
    case 'failed':
      return {
        status: 'danger',
        title: 'The gateway could not be prepared',
        description: error ?? 'The provider was told and can try again.',
      };
    case 'suspended':
      return {
        status: 'warning',
        title: 'Suspended by the provider: calls are refused',
        description: reason,
      };
    case 'ending':
      return { status: 'warning', title: 'Ending: access is being removed' };
    case 'ended':
      return {
        status: 'info',
        title: 'Ended',
        description: 'Its credentials are revoked; usage and bills stay.',
      };
    default:
      return undefined;
  }
}
