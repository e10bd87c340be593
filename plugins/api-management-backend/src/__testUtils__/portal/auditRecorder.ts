import type { AuditorService } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';

export type AuditRecord = {
  eventId: string;
  severityLevel?: string;
  meta?: JsonObject;
  outcome?: 'succeeded' | 'failed';
  by: 'caller' | 'system';
};

/** Keeps in memory what is audited. */
export function auditRecorder() {
  const records: AuditRecord[] = [];
  const auditor: AuditorService = {
    async createEvent({ eventId, severityLevel, meta, request }) {
      const by = request ? 'caller' : 'system';
      const record: AuditRecord = { eventId, severityLevel, meta, by };
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
  };
  return { records, auditor };
}
