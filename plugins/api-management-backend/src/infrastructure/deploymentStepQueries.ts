import type { DeploymentState } from '@oaf/backstage-plugin-api-management-common';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';

/** Writes down that a deployment came into a state. Its row is held by the transaction, so nobody counts beside it. */
export async function addStep(
  trx: Transaction,
  deploymentId: string,
  state: DeploymentState,
  by: string | null,
): Promise<void> {
  await trx('deployment_steps').insert({
    deployment_id: deploymentId,
    position: await nextPosition(trx, 'deployment_steps', deploymentId),
    state,
    reached_at: Date.now(),
    reached_by: by,
  });
}

/** The first that is free. */
export async function nextPosition(
  trx: Transaction,
  table: string,
  deploymentId: string,
): Promise<number> {
  const row = await trx(table)
    .where({ deployment_id: deploymentId })
    .max({ last: 'position' })
    .first();
  return Number(row?.last ?? 0) + 1;
}
