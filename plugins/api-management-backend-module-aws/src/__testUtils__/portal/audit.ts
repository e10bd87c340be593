import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';

export type AuditRecord = {
  eventId: string;
  meta: JsonObject;
  /** Undefined until it ended. */
  outcome?: 'succeeded' | 'failed';
};

export type Audit = ReturnType<typeof auditTrail>;

/** Keeps what processes audit. */
export function auditTrail() {
  const records: AuditRecord[] = [];
  const { factory } = mockServices.auditor.mock({
    async createEvent({ eventId, meta = {} }) {
      const record: AuditRecord = { eventId, meta };
      records.push(record);
      return {
        async success(more) {
          record.outcome = 'succeeded';
          record.meta = { ...meta, ...more?.meta };
        },
        async fail() {
          record.outcome = 'failed';
        },
      };
    },
  });
  return { records, factory };
}
