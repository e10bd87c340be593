import type {
  ApiKeyValues,
  GrantGap,
  ResourceCapacity,
} from '@oaf/backstage-plugin-api-management-node';
import type { Grant } from '@oaf/contract';
import type { GatewayManagement } from '../management/GatewayManagement';
import { GrantKeys } from './GrantKeys';
import { type KeyPlace, parsePlaceName } from './KeyPlace';
import type { LostKeyError } from './LostKeyError';
import { RememberedPlaces } from './RememberedPlaces';

type Options = {
  lockMs: number;
  apiKeyValues: ApiKeyValues;
  capacity?: ResourceCapacity;
  afresh?: boolean;
  /** Of the gateway's own account and region, under the subscription's lock. */
  own: { place: KeyPlace; keys: GrantKeys };
  others: KeyPlace[];
};

/**
 * The API keys of one subscription at all of its places. One that fails does not hold up the others.
 */
export class SubscriptionKeys {
  readonly #management: GatewayManagement;
  readonly #subscriptionId: string;
  readonly #options: Options;
  readonly #remembered: RememberedPlaces;
  #lost: LostKeyError | undefined;

  constructor(
    management: GatewayManagement,
    { subscriptionId }: Pick<Grant, 'subscriptionId'>,
    options: Options,
  ) {
    this.#management = management;
    this.#subscriptionId = subscriptionId;
    this.#options = options;
    this.#remembered = new RememberedPlaces(management.table, subscriptionId);
  }

  /** Why one of the keys could not be made, which is no reason to keep the others from their holder. */
  get lost(): LostKeyError | undefined {
    return this.#lost;
  }

  /** @returns where it failed; it throws when it did everywhere */
  async bring(grant: Grant): Promise<GrantGap[]> {
    const { own, others } = this.#options;
    const wanted = [own.place, ...others].filter(
      ({ stages }) => stages.length > 0,
    );
    const gaps = await this.#atEach(wanted, async place => {
      if (place === own.place) {
        this.#lost = (await own.keys.bring(grant)) ?? this.#lost;
        return;
      }
      await this.#remembered.add(place.name);
      await this.#at(place, async keys => {
        this.#lost = (await keys.bring(grant)) ?? this.#lost;
      });
    });
    if (gaps.length > 0 && gaps.length === wanted.length) {
      throw gaps[0].error;
    }
    return gaps;
  }

  /**
   * Deletes all other keys, and those at places where none is wanted any more.
   *
   * @param gaps - where it need not be tried
   */
  async keepOnly(
    apiKeys: Grant['apiKeys'],
    gaps: GrantGap[],
  ): Promise<GrantGap[]> {
    const { own, others } = this.#options;
    const failed = ({ account, region }: KeyPlace) =>
      gaps.some(gap => gap.account.id === account.id && gap.region === region);
    const places = [own.place, ...others].filter(place => !failed(place));
    const kept = await this.#atEach(places, place =>
      place === own.place
        ? own.keys.keepOnly(apiKeys)
        : this.#at(place, keys => keys.keepOnly(apiKeys)),
    );
    return [...kept, ...(await this.#removeUnwanted())];
  }

  /** At all but the gateway's own place. */
  async removeElsewhere(): Promise<void> {
    const [gap] = await this.#removeUnwanted();
    if (gap) {
      throw gap.error;
    }
  }

  async #removeUnwanted(): Promise<GrantGap[]> {
    const { others } = this.#options;
    const names = (await this.#remembered.list()).filter(
      name => !others.some(place => place.name === name),
    );
    const places = await Promise.all(names.map(name => this.#find(name)));
    return this.#atEach(
      places.filter(place => place !== undefined),
      async place => {
        await this.#at(place, keys => keys.keepOnly([]));
        await this.#remembered.remove(place.name);
      },
    );
  }

  /** What cannot be reached any more has nothing to forget. */
  async #find(name: string): Promise<KeyPlace | undefined> {
    const { accountLinkId, region } = parsePlaceName(name);
    const account = await this.#management.gateway.findAccount(accountLinkId);
    if (!account) {
      await this.#remembered.remove(name);
    }
    return account && { account, region, name, stages: [] };
  }

  #at(
    place: KeyPlace,
    perform: (keys: GrantKeys) => Promise<void>,
  ): Promise<void> {
    const { lockMs, apiKeyValues, capacity, afresh } = this.#options;
    const options = { lockMs, apiKeyValues, capacity, afresh, place };
    return GrantKeys.use(
      this.#management,
      this.#subscriptionId,
      options,
      perform,
    );
  }

  async #atEach(
    places: KeyPlace[],
    perform: (place: KeyPlace) => Promise<void>,
  ): Promise<GrantGap[]> {
    const outcomes = await Promise.allSettled(
      places.map(place =>
        this.#management.at(place).explained(() => perform(place)),
      ),
    );
    this.#management.signal.throwIfAborted();
    return outcomes.flatMap((outcome, index) => {
      const { account, region } = places[index];
      return outcome.status === 'rejected'
        ? [{ account, region, error: outcome.reason }]
        : [];
    });
  }
}
