import { Button, Text } from '@backstage/ui';
import { useState } from 'react';
import {
  ConfirmDialog,
  countOf,
  useAnnounce,
  useOperationMutation,
} from '../../shared';
import type { Queue } from './useQueue';

/** Approves all ticked requests, one after the other; what is refused stays in the queue. */
export function BulkApproval({ queue }: { queue: Queue }) {
  const [isAsking, setAsking] = useState(false);
  const announce = useAnnounce();
  const transition = useOperationMutation('transitionSubscription');
  const { ticked } = queue;
  const approveAll = async (reason: string | undefined) => {
    for (const { id } of ticked) {
      await transition.mutateAsync({
        path: { subscriptionId: id },
        body: { action: 'approve', reason },
      });
    }
    queue.tick([]);
    announce({ title: `${countOf(ticked.length, 'request')} approved` });
  };
  return (
    <>
      {ticked.length > 0 && (
        <Button variant="secondary" onPress={() => setAsking(true)}>
          {`Approve ${ticked.length} selected`}
        </Button>
      )}
      <ConfirmDialog
        isOpen={isAsking}
        title={`Approve ${countOf(ticked.length, 'request')}`}
        action="Approve"
        reason="optional"
        onConfirm={approveAll}
        onClose={() => setAsking(false)}
      >
        <Text as="p">
          {ticked
            .map(
              ({ application, product, plan }) =>
                `${application.title}: ${product.title}, ${plan.title}`,
            )
            .join('; ')}
        </Text>
      </ConfirmDialog>
    </>
  );
}
