import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { AuditEventId } from '@oaf/backstage-plugin-api-management-common';
import type { Caller } from '../authorization/Caller';
import type { AuditMeta, AuditResult } from './AuditMeta';

export type AuditedWrite<
  Result = unknown,
  Id extends AuditEventId = AuditEventId,
> = {
  /** Without the plugin's name. */
  eventId: Id;
  severityLevel?: AuditorServiceEventSeverityLevel;
  /** Who does it; absent when the system does. */
  caller?: Caller;
  meta: AuditMeta<Id>;
  /** What of the result belongs into the record. */
  resultMeta?: (result: Result) => AuditResult;
};

/** Runs a write and records how it ended, refusals included. Meta must never hold a secret. */
export async function audited<Result, Id extends AuditEventId>(
  auditor: AuditorService,
  {
    eventId,
    severityLevel = 'medium',
    caller,
    meta,
    resultMeta,
  }: AuditedWrite<Result, Id>,
  perform: () => Promise<Result>,
): Promise<Result> {
  const event = await auditor.createEvent({
    eventId,
    severityLevel,
    meta: meta as JsonObject,
    request: caller?.request,
  });
  try {
    const result = await perform();
    await event.success(
      resultMeta && { meta: resultMeta(result) as JsonObject },
    );
    return result;
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
}
