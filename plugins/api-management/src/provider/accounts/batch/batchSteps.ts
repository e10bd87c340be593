import type { AccountLinkBatch } from '@oaf/backstage-plugin-api-management-common';
import { countOf, formatCount, type Step } from '../../../shared';

/** Steps of linking many accounts, in their order. */
export const batchStepIds = ['rows', 'trust', 'verify'] as const;

export type BatchStepId = (typeof batchStepIds)[number];

const wasTried = ({
  verifying,
  verifiedCount,
  failedCount,
}: AccountLinkBatch) => verifying || verifiedCount + failedCount > 0;

/** The step where linking goes on. */
export const currentBatchStep = (batch: AccountLinkBatch): BatchStepId =>
  wasTried(batch) ? 'verify' : 'trust';

/** How far each step of a batch is. */
export function batchProgress(
  batch: AccountLinkBatch,
): Record<BatchStepId, Pick<Step, 'outcome' | 'result' | 'isReachable'>> {
  return {
    rows: {
      outcome: 'done',
      result: `${countOf(batch.linkCount, 'account')} in ${batch.partition}`,
      isReachable: false,
    },
    trust: {
      outcome: wasTried(batch) ? 'done' : undefined,
      isReachable: true,
    },
    verify: verifyProgress(batch),
  };
}

function verifyProgress(batch: AccountLinkBatch) {
  const { linkCount, verifiedCount, failedCount, verifying } = batch;
  const isOver = !verifying && verifiedCount + failedCount >= linkCount;
  const outcome: Step['outcome'] = failedCount > 0 ? 'failed' : 'done';
  return {
    outcome: isOver && linkCount > 0 ? outcome : undefined,
    result: describeVerification(batch),
    isReachable: true,
  };
}

/** `97 of 100 verified, 3 refused` */
export function describeVerification(batch: AccountLinkBatch) {
  const { linkCount, verifiedCount, failedCount } = batch;
  const verified = `${formatCount(verifiedCount)} of ${formatCount(
    linkCount,
  )} verified`;
  return failedCount > 0
    ? `${verified}, ${formatCount(failedCount)} refused`
    : verified;
}
