import { mockServices } from '@backstage/backend-test-utils';
import { auditRecorder } from './portal/auditRecorder';

/** Keeps in memory what a plugin that is started as a whole audits. */
export function auditTrail() {
  const { records, auditor } = auditRecorder();
  const { factory } = mockServices.auditor.mock(auditor);
  return { records, factory };
}
