import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { useState } from 'react';
import { ConfirmDialog, useOperationMutation } from '../../shared';
import type { Queue } from './useQueue';

/** Approves all ticked requests, one after the other; what is refused stays in the queue. */
export function BulkApproval({ queue }: { queue: Queue }) {
  const [isAsking, setAsking] = useState(false);
  const toasts = useApi(toastApiRef);
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
    toasts.post({ title: `${ticked.length} requests approved`, timeout: 5000 });
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
        title={`Approve ${ticked.length} requests`}
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
