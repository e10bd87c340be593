import type { AccountLinkBatch } from '@oaf/backstage-plugin-api-management-common';
import { batch } from '../../../shared/__testUtils__/accounts';
import { batchProgress, currentBatchStep } from './batchSteps';

describe('currentBatchStep', () => {
  it.each<[string, Partial<AccountLinkBatch>, string]>([
    ['nothing was verified', {}, 'trust'],
    ['a verification runs', { verifying: true }, 'verify'],
    ['some were refused', { failedCount: 1 }, 'verify'],
  ])('is where linking goes on when %s', (_, fields, step) => {
    expect(currentBatchStep(batch(fields))).toBe(step);
  });
});

describe('batchProgress', () => {
  it.each<[string, Partial<AccountLinkBatch>, object]>([
    [
      'while it runs',
      { verifying: true, verifiedCount: 2 },
      { outcome: undefined, result: '2 of 3 verified' },
    ],
    [
      'when all are verified',
      { verifiedCount: 3 },
      { outcome: 'done', result: '3 of 3 verified' },
    ],
    [
      'when one was refused',
      { verifiedCount: 2, failedCount: 1 },
      { outcome: 'failed', result: '2 of 3 verified, 1 refused' },
    ],
  ])('counts %s', (_, fields, progress) => {
    expect(batchProgress(batch(fields)).verify).toMatchObject(progress);
  });
});
