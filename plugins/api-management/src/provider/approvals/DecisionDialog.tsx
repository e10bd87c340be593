import { Text } from '@backstage/ui';
import {
  ConfirmDialog,
  describePrice,
  useAnnounce,
  useOperationMutation,
} from '../../shared';
import type { Queue } from './useQueue';

const words = {
  approve: {
    action: 'Approve',
    done: 'approved',
    consequence:
      'It gets an API key in this plan at once, and may call the product as soon as it enrolled.',
  },
  reject: {
    action: 'Reject',
    done: 'rejected',
    consequence: 'It gets no access. Those who asked see your reason.',
  },
};

/** Asks before the current request is approved or rejected. */
export function DecisionDialog({ queue }: { queue: Queue }) {
  const announce = useAnnounce();
  const transition = useOperationMutation('transitionSubscription');
  const { current, decision } = queue;
  if (!current) {
    return null;
  }
  const { id, application, product, plan } = current;
  const { action, done, consequence } = words[decision ?? 'approve'];
  const decide = async (reason: string | undefined) => {
    await transition.mutateAsync({
      path: { subscriptionId: id },
      body: { action: decision ?? 'approve', reason },
    });
    announce({
      title: `${application.title} ${done}`,
      description: product.title,
    });
  };
  return (
    <ConfirmDialog
      isOpen={decision !== undefined}
      title={`${action}: ${application.title}`}
      action={action}
      destructive={decision === 'reject'}
      reason={decision === 'reject' ? 'required' : 'optional'}
      onConfirm={decide}
      onClose={() => queue.setDecision(undefined)}
    >
      <Text as="p">
        {application.title} asks for the plan “{plan.title}” of {product.title}{' '}
        ({describePrice(plan.price)}). {consequence}
      </Text>
    </ConfirmDialog>
  );
}
