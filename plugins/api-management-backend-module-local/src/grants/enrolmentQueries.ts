import type { Enrolment } from '@oaf/access';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Grant } from '@oaf/contract';
import { noteEnrolment } from './DatabaseCredentialUses';
import { whereUnspent } from './failedEnrolmentQueries';
import { GRANTS, type GrantRow } from './rows';

/** The lock on the grant puts concurrent changes of one client's keys in a line. */
export async function lockGrant(
  trx: Transaction,
  clientId: string,
): Promise<GrantRow | undefined> {
  return trx<GrantRow>(GRANTS)
    .where({ client_id: clientId })
    .whereNull('removed_at')
    .forUpdate()
    .first();
}

/** Locks the grant whose initial access token can be spent at the enrolment's instant. */
export async function lockUnspent(
  trx: Transaction,
  { clientId, tokenHash, at }: Enrolment,
): Promise<GrantRow | undefined> {
  return trx<GrantRow>(GRANTS)
    .where({ client_id: clientId, enrolment_token_hash: tokenHash })
    .whereNull('removed_at')
    .where('enrolment_expires_at', '>', at)
    .andWhere(whereUnspent)
    .forUpdate()
    .first();
}

/** Spends the token of a grant that is locked. Replicas of the version before know the last registration only. */
export async function spendToken(
  trx: Transaction,
  grant: GrantRow,
  { clientId, tokenHash, registrationTokenHash, at }: Enrolment,
): Promise<void> {
  await trx<GrantRow>(GRANTS).where({ client_id: clientId }).update({
    spent_token_hash: tokenHash,
    enrolled_at: at,
    registration_token_hash: registrationTokenHash,
  });
  const { enrolment }: Grant = JSON.parse(grant.document!);
  await noteEnrolment(trx, enrolment!.credentialId, at);
}

/** Lets replicas of the version before, which look at the grant, refuse the token of a registration that was deleted. */
export async function forgetLastRegistration(
  trx: Transaction,
  clientId: string,
  registrationTokenHash: string,
): Promise<void> {
  await trx<GrantRow>(GRANTS)
    .where({
      client_id: clientId,
      registration_token_hash: registrationTokenHash,
    })
    .update({ registration_token_hash: null });
}
