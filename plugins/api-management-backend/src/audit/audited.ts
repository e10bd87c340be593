import type {
  AuditorService,
  AuditorServiceEventSeverityLevel,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type { Caller } from '../authorization/Caller';

export type AuditedWrite<Result = unknown> = {
  /** Kebab-case, without the plugin's name. */
  eventId: string;
  severityLevel?: AuditorServiceEventSeverityLevel;
  /** Who does it; absent when the system does. */
  caller?: Caller;
  meta: JsonObject;
  /** What of the result belongs into the record. */
  resultMeta?: (result: Result) => JsonObject;
};

/** Runs a write and records how it ended, refusals included. Meta must never hold a secret. */
export async function audited<Result>(
  auditor: AuditorService,
  {
    eventId,
    severityLevel = 'medium',
    caller,
    meta,
    resultMeta,
  }: AuditedWrite<Result>,
  perform: () => Promise<Result>,
): Promise<Result> {
  const event = await auditor.createEvent({
    eventId,
    severityLevel,
    meta,
    request: caller?.request,
  });
  try {
    const result = await perform();
    await event.success(resultMeta && { meta: resultMeta(result) });
    return result;
  } catch (error) {
    await event.fail({ error: toError(error) });
    throw error;
  }
}
