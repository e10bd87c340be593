import { randomUUID } from 'node:crypto';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { DeploymentRow } from './deploymentRows';

/** Writes down what a deployment made of its stack. What has just been deployed is as its template says. */
export async function keepStack(
  trx: Transaction,
  row: DeploymentRow,
): Promise<void> {
  const columns = {
    account_link_id: row.account_link_id,
    region: row.region,
    name: row.stack_name,
    stack_id: row.stack_id,
    template: row.template,
    template_hash: row.template_hash,
    parameters: row.parameters,
    outputs: row.outputs,
    deployment_id: row.id,
    changed_at: Date.now(),
    changed_by: row.started_by,
  };
  const drift = {
    drift: 'unknown',
    drift_detection: null,
    drifted_resources: null,
    drift_detected_at: null,
  };
  // Of a stack that stays as it is, what was found out stays true.
  const changed = row.changed ? { ...columns, ...drift } : columns;
  await trx('stacks')
    .insert({ id: randomUUID(), stack_key: row.live_key, ...columns })
    .onConflict('stack_key')
    .merge(changed);
}

/** The stack is gone. */
export async function forgetStack(
  trx: Transaction,
  row: DeploymentRow,
): Promise<void> {
  await trx('stacks').where({ stack_key: row.live_key }).delete();
}
