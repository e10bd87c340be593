import type { Knex } from 'knex';
import { GRANTS } from './rows';

/** The token was neither used nor burned. */
export function whereUnspent(query: Knex.QueryBuilder) {
  return query
    .whereNull('spent_token_hash')
    .orWhereRaw('spent_token_hash <> enrolment_token_hash');
}

function whereOtherTokenFailed(query: Knex.QueryBuilder) {
  return query
    .whereNull('failed_token_hash')
    .orWhereRaw('failed_token_hash <> enrolment_token_hash');
}

/** Counts a failed attempt for the token; the one that reaches the limit spends it. */
export async function countFailedEnrolment(
  transaction: Knex.Transaction,
  { tokenHash, limit }: { tokenHash: string; limit: number },
): Promise<void> {
  const unspent = () =>
    transaction(GRANTS)
      .where({ enrolment_token_hash: tokenHash })
      .whereNull('removed_at')
      .andWhere(whereUnspent);
  await unspent()
    .andWhere(whereOtherTokenFailed)
    .update({ failed_token_hash: tokenHash, enrolment_failures: 0 });
  await unspent().increment('enrolment_failures', 1);
  await unspent()
    .andWhere('enrolment_failures', '>=', limit)
    .update({ spent_token_hash: tokenHash });
}
