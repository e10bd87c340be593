import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';

export type AuditRecord = {
  eventId: string;
  severityLevel?: string;
  meta?: JsonObject;
  outcome?: 'succeeded' | 'failed';
  by: 'caller' | 'system';
};

/** Keeps in memory what is audited. */
export function auditTrail() {
  const records: AuditRecord[] = [];
  const { factory } = mockServices.auditor.mock({
    createEvent: async ({ eventId, severityLevel, meta, request }) => {
      const by = request ? 'caller' : 'system';
      const record: AuditRecord = { eventId, severityLevel, meta, by };
      records.push(record);
      return {
        success: async more => {
          record.outcome = 'succeeded';
          record.meta = { ...meta, ...more?.meta };
        },
        fail: async () => {
          record.outcome = 'failed';
        },
      };
    },
  });
  return { records, factory };
}
