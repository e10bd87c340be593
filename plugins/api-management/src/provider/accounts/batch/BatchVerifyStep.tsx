import { Button } from '@backstage/ui';
import type { AccountLinkBatch } from '@oaf/backstage-plugin-api-management-common';
import { ErrorState, useOperationMutation } from '../../../shared';
import styles from '../Accounts.module.css';
import { BatchLinks } from './BatchLinks';
import { describeVerification } from './batchSteps';

/** Checks every trust role of the batch; those that are right are imported at once. */
export function BatchVerifyStep({ batch }: { batch: AccountLinkBatch }) {
  const verify = useOperationMutation('verifyAccountLinkBatch');
  const { linkCount, verifiedCount, verifying } = batch;
  const pending = linkCount - verifiedCount;
  return (
    <>
      <p aria-live="polite">
        {verifying
          ? `${describeVerification(
              batch,
            )}. You may leave this page: the verification goes on without it.`
          : 'Accounts whose role is right are verified and their regions imported at once; the others say what is wrong.'}
      </p>
      <ErrorState error={verify.error} />
      {pending > 0 && (
        <div className={styles.buttons}>
          <Button
            isPending={verify.isPending || verifying}
            onPress={() => verify.mutate({ path: { batchId: batch.id } })}
          >
            {verifiedCount === 0
              ? 'Verify all'
              : `Verify the remaining ${pending}`}
          </Button>
        </div>
      )}
      <BatchLinks batch={batch} />
    </>
  );
}
