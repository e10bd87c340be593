import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';

export type AuditRecord = {
  eventId: string;
  meta: JsonObject;
  /** Undefined until it ended. */
  outcome?: 'succeeded' | 'failed';
};

export type Audit = ReturnType<typeof auditInto>;

/** Keeps what a process audits, until it is killed. */
export function auditInto(records: AuditRecord[]) {
  let isKilled = false;
  const { factory } = mockServices.auditor.mock({
    async createEvent({ eventId, meta = {} }) {
      const record: AuditRecord = { eventId, meta };
      const note = (changes: Partial<AuditRecord>) =>
        isKilled ? undefined : Object.assign(record, changes);
      if (!isKilled) {
        records.push(record);
      }
      return {
        async success(more) {
          note({ outcome: 'succeeded', meta: { ...meta, ...more?.meta } });
        },
        async fail() {
          note({ outcome: 'failed' });
        },
      };
    },
  });
  return {
    factory,
    kill() {
      isKilled = true;
    },
  };
}
