import type { AuditorService } from '@backstage/backend-plugin-api';
import { accountManagePermission } from '@oaf/backstage-plugin-api-management-common';
import type { AuditEventId } from '@oaf/backstage-plugin-api-management-common';
import { audited } from '../audit/audited';
import type { AuditedWrite } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';

/**
 * Does what only those may do who manage accounts, and records it; a refusal too.
 *
 * @throws NotAllowedError
 */
export async function manageAccounts<Result, Id extends AuditEventId>(
  services: { auditor: AuditorService; access: AccessControl },
  write: Omit<AuditedWrite<Result, Id>, 'severityLevel' | 'caller'> & {
    caller: Caller;
  },
  perform: () => Promise<Result>,
): Promise<Result> {
  return audited(
    services.auditor,
    { ...write, severityLevel: 'high' },
    async () => {
      await services.access.require(write.caller, accountManagePermission);
      return perform();
    },
  );
}
