import type { Knex } from 'knex';
import {
  countLiveSubscriptions,
  gatewayApisOf,
  productIdsOf,
} from './accountPartQueries';
import type { AccountPart, Impact, ImpactStore } from './ImpactStore';

const FIRST = 20;

export class DatabaseImpactStore implements ImpactStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async of(part: AccountPart): Promise<Impact> {
    const [{ total }] = await gatewayApisOf(this.#knex, part).count({
      total: '*',
    });
    const first: string[] = await gatewayApisOf(this.#knex, part)
      .orderBy('title')
      .orderBy('id')
      .limit(FIRST)
      .pluck('id');
    const products: Array<{ product_id: string }> = await productIdsOf(
      this.#knex,
      part,
    );
    return {
      gatewayApiCount: Number(total),
      firstGatewayApiIds: first,
      productIds: products.map(({ product_id: id }) => id),
      liveSubscriptionCount: await countLiveSubscriptions(this.#knex, part),
    };
  }
}
