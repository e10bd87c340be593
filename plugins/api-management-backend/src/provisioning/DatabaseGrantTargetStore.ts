import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import { toTime } from '../database/time';
import type {
  GrantTarget,
  GrantTargetStore,
  HeldSubscription,
  TargetPlace,
} from './GrantTargetStore';

type TargetRow = {
  account_link_id: string;
  gateway_id: string;
  applied_at: number | string | null;
  last_error: string | null;
  removed_at: number | string | null;
};

const at = (
  subscriptionId: string,
  { accountLinkId, gatewayId }: TargetPlace,
) => ({
  subscription_id: subscriptionId,
  account_link_id: accountLinkId,
  gateway_id: gatewayId,
});

const toTarget = (row: TargetRow): GrantTarget => ({
  accountLinkId: row.account_link_id,
  gatewayId: row.gateway_id,
  appliedAt: toTime(row.applied_at),
  error: row.last_error,
});

export class DatabaseGrantTargetStore implements GrantTargetStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(subscriptionId: string): Promise<GrantTarget[]> {
    const rows = await this.#rows(subscriptionId);
    return rows.filter(row => row.removed_at === null).map(toTarget);
  }

  async listEver(subscriptionId: string): Promise<GrantTarget[]> {
    return (await this.#rows(subscriptionId)).map(toTarget);
  }

  async listAt(
    gatewayId: string,
    trx?: Transaction,
  ): Promise<HeldSubscription[]> {
    const rows = await (trx ?? this.#knex)('grant_targets')
      .join(
        'subscriptions',
        'subscriptions.id',
        'grant_targets.subscription_id',
      )
      .join('grants', 'grants.subscription_id', 'subscriptions.id')
      .where({ gateway_id: gatewayId })
      .whereNull('removed_at')
      .orderBy('subscriptions.id')
      .select(
        'subscriptions.id',
        'client_id',
        'product_id',
        'desired_revision',
        'grants.applied_revision as applied',
        'attempts',
      );
    return rows.map((row: any) => ({
      subscriptionId: row.id,
      clientId: row.client_id,
      productId: row.product_id,
      desired: Number(row.desired_revision),
      applied: Number(row.applied),
      attempts: Number(row.attempts),
    }));
  }

  async add(subscriptionId: string, target: TargetPlace): Promise<void> {
    await this.#knex('grant_targets')
      .insert({ ...at(subscriptionId, target), removed_at: null })
      .onConflict(['subscription_id', 'account_link_id', 'gateway_id'])
      .merge(['removed_at']);
  }

  async recordApplied(
    subscriptionId: string,
    target: TargetPlace,
    revision: number,
  ): Promise<void> {
    await this.#knex('grant_targets')
      .where(at(subscriptionId, target))
      .where('applied_revision', '<=', revision)
      .update({
        applied_revision: revision,
        applied_at: Date.now(),
        last_error: null,
      });
  }

  async recordFailed(
    subscriptionId: string,
    target: TargetPlace,
    error: string,
  ): Promise<void> {
    await this.#knex('grant_targets')
      .where(at(subscriptionId, target))
      .update({ last_error: error });
  }

  async remove(subscriptionId: string, target: TargetPlace): Promise<void> {
    const columns = { removed_at: Date.now(), last_error: null };
    await this.#knex('grant_targets')
      .insert({ ...at(subscriptionId, target), ...columns })
      .onConflict(['subscription_id', 'account_link_id', 'gateway_id'])
      .merge(['removed_at', 'last_error']);
  }

  /** Accounts that a replica of the version before handed a grant are known from its table only. */
  async #rows(subscriptionId: string): Promise<TargetRow[]> {
    const of = { subscription_id: subscriptionId };
    const rows: TargetRow[] = await this.#knex('grant_targets').where(of);
    const former: TargetRow[] = await this.#knex('grant_holders').where(of);
    const isKnown = (row: TargetRow) =>
      rows.some(
        ({ account_link_id: id, gateway_id: gatewayId }) =>
          id === row.account_link_id && gatewayId === '',
      );
    return [
      ...rows,
      ...former
        .filter(row => !isKnown(row))
        .map(row => ({
          ...row,
          gateway_id: '',
          applied_at: null,
          last_error: null,
        })),
    ];
  }
}
