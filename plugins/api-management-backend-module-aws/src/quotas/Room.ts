import {
  GatewayError,
  type LimitedResource,
  type ResourceCapacity,
} from '@oaf/backstage-plugin-api-management-node';
import type { GatewayManagement } from '../management/GatewayManagement';

const NAMES: Record<LimitedResource, string> = {
  'api-keys': 'API keys',
  'usage-plans': 'usage plans',
};

const HIGHER: Record<LimitedResource, string> = {
  'api-keys': 'AWS does not raise that quota.',
  'usage-plans':
    'AWS raises that quota on request (Service Quotas); then tell it in apiManagement.aws.raisedQuotas.',
};

const counts = new Intl.NumberFormat('en');

/** What is left at a place of what API Gateway limits there. */
export class Room {
  readonly #management: GatewayManagement;
  readonly #capacity: ResourceCapacity | undefined;

  /** @param management - at the place */
  constructor(management: GatewayManagement, capacity?: ResourceCapacity) {
    this.#management = management;
    this.#capacity = capacity;
  }

  /** Makes one. @throws GatewayError before API Gateway is asked, when there are as many as there may be */
  async use<Result>(
    resource: LimitedResource,
    make: () => Promise<Result>,
  ): Promise<Result> {
    await this.#take(resource);
    try {
      return await make();
    } catch (error) {
      // What stays counted is counted anew with the next comparison.
      await this.give(resource).catch(() => {});
      throw error;
    }
  }

  /** One was deleted. */
  async give(resource: LimitedResource): Promise<void> {
    await this.#capacity?.give(this.#placeOf(resource));
  }

  async #take(resource: LimitedResource): Promise<void> {
    const quota = this.#management.quotaOf(resource);
    const isRoom =
      (await this.#capacity?.take(this.#placeOf(resource), quota)) ?? true;
    if (!isRoom) {
      const { account, region } = this.#management.place;
      throw new GatewayError(
        'quota-exceeded',
        `Account ${account.accountId} (${account.alias}) has as many ${
          NAMES[resource]
        } in ${region} as it may have, ${counts.format(
          quota,
        )}, so none was asked for. End subscriptions and revoke API keys that nobody needs, or offer the product at a gateway in another account or Region. ${
          HIGHER[resource]
        } What is deleted elsewhere counts once the gateway was compared (Drift). Then try again.`,
      );
    }
  }

  #placeOf(resource: LimitedResource) {
    const { account, region } = this.#management.place;
    return { accountLinkId: account.id, region, resource };
  }
}
