import { createHash } from 'node:crypto';
import type {
  DeploymentAction,
  DeploymentState,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  StackChange,
  StackEvent,
} from '@oaf/backstage-plugin-api-management-node';
import { z } from 'zod';
import { readJson } from '../database/json';
import { toTime } from '../database/time';
import type {
  Failure,
  NewDeployment,
  StoredDeployment,
  StoredEvent,
  StoredStep,
  Values,
} from './DeploymentStore';
import { stackKey } from './stackKey';

type Big = number | string;

export type DeploymentRow = {
  id: string;
  live_key: string | null;
  action: DeploymentAction;
  account_link_id: string;
  region: string;
  stack_name: string;
  template: string;
  template_hash: string;
  parameters: string;
  sealed_parameters: string | null;
  state: DeploymentState;
  delete_kept: boolean | number;
  stack_id: string | null;
  changed: boolean | number;
  resources_total: number;
  resources_done: number;
  outputs: string;
  failure: string | null;
  waiting_for: string | null;
  started_by: string;
  started_at: Big;
  updated_at: Big;
  ended_at: Big | null;
  attempts: number;
  next_attempt_at: Big | null;
  fence: number;
};

const values = z.record(z.string(), z.string());

export function readValues(text: string): Values {
  return readJson<Values>(text, values) ?? {};
}

export function toDeployment(row: DeploymentRow): StoredDeployment {
  return {
    id: row.id,
    action: row.action,
    accountLinkId: row.account_link_id,
    region: row.region,
    stackName: row.stack_name,
    template: row.template,
    templateHash: row.template_hash,
    parameters: readValues(row.parameters),
    sealedParameters: row.sealed_parameters,
    state: row.state,
    deleteKept: Boolean(row.delete_kept),
    stackId: row.stack_id,
    changed: Boolean(row.changed),
    resourcesTotal: row.resources_total,
    resourcesDone: row.resources_done,
    outputs: readValues(row.outputs),
    failure:
      row.failure === null
        ? null
        : readJson<Failure>(row.failure, z.looseObject({})) ?? null,
    waitingFor: row.waiting_for,
    startedBy: row.started_by,
    startedAt: toTime(row.started_at),
    updatedAt: toTime(row.updated_at),
    endedAt: toTime(row.ended_at),
    attempts: row.attempts,
    nextAttemptAt: toTime(row.next_attempt_at),
    fence: row.fence,
  };
}

export function newDeploymentColumns(deployment: NewDeployment, now: number) {
  return {
    id: deployment.id,
    live_key: stackKey(deployment),
    action: deployment.action,
    account_link_id: deployment.accountLinkId,
    region: deployment.region,
    stack_name: deployment.stackName,
    template: deployment.template,
    template_hash: deployment.templateHash,
    parameters: JSON.stringify(deployment.parameters),
    sealed_parameters: deployment.sealedParameters,
    delete_kept: deployment.deleteKept ?? false,
    stack_id: deployment.stackId ?? null,
    state: 'queued',
    outputs: '{}',
    started_by: deployment.startedBy,
    started_at: now,
    updated_at: now,
    next_attempt_at: now,
  };
}

type StepRow = {
  deployment_id: string;
  state: DeploymentState;
  reached_at: Big;
  reached_by: string | null;
};

export const toStep = (row: StepRow): StoredStep => ({
  deploymentId: row.deployment_id,
  state: row.state,
  at: toTime(row.reached_at),
  by: row.reached_by,
});

export type ChangeRow = {
  action: StackChange['action'];
  resource: string;
  type: string;
  physical_id: string | null;
  may_replace: boolean | number;
  properties: string;
};

export const toChange = (row: ChangeRow): StackChange => ({
  action: row.action,
  resource: row.resource,
  type: row.type,
  physicalId: row.physical_id ?? undefined,
  mayReplace: Boolean(row.may_replace),
  properties: readJson<string[]>(row.properties, z.array(z.string())) ?? [],
});

export const changeColumns = (change: StackChange) => ({
  action: change.action,
  resource: change.resource,
  type: change.type,
  physical_id: change.physicalId ?? null,
  may_replace: change.mayReplace,
  properties: JSON.stringify(change.properties),
});

export type EventRow = {
  position: number;
  happened_at: Big;
  resource: string;
  type: string;
  physical_id: string | null;
  status: string;
  kind: StackEvent['kind'];
  reason: string | null;
};

export const toEvent = (row: EventRow): StoredEvent => ({
  position: row.position,
  at: toTime(row.happened_at),
  resource: row.resource,
  type: row.type,
  physicalId: row.physical_id ?? undefined,
  status: row.status,
  kind: row.kind,
  reason: row.reason ?? undefined,
});

export const eventColumns = (event: StackEvent) => ({
  event_key: createHash('sha256').update(event.id).digest('hex'),
  happened_at: event.at,
  resource: event.resource,
  type: event.type,
  physical_id: event.physicalId ?? null,
  status: event.status,
  kind: event.kind,
  reason: event.reason ?? null,
});
