import type { Knex } from 'knex';
import type { GrantHolderStore } from './GrantHolderStore';

export class DatabaseGrantHolderStore implements GrantHolderStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(subscriptionId: string): Promise<string[]> {
    return this.#knex('grant_holders')
      .where({ subscription_id: subscriptionId })
      .whereNull('removed_at')
      .pluck('account_link_id');
  }

  async listEver(subscriptionId: string): Promise<string[]> {
    return this.#knex('grant_holders')
      .where({ subscription_id: subscriptionId })
      .pluck('account_link_id');
  }

  async add(subscriptionId: string, accountLinkId: string): Promise<void> {
    await this.#knex('grant_holders')
      .insert({
        subscription_id: subscriptionId,
        account_link_id: accountLinkId,
        removed_at: null,
      })
      .onConflict(['subscription_id', 'account_link_id'])
      .merge();
  }

  async remove(subscriptionId: string, accountLinkId: string): Promise<void> {
    await this.#knex('grant_holders')
      .where({
        subscription_id: subscriptionId,
        account_link_id: accountLinkId,
      })
      .update({ removed_at: Date.now() });
  }
}
