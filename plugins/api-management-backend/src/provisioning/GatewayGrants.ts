import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type {
  ApiInPlace,
  ApiKeyValues,
  GrantActivity,
  GrantGap,
  ResourceCapacity,
} from '@oaf/backstage-plugin-api-management-node';
import { timeLimited } from '../accounts/timeLimited';
import type {
  CredentialStore,
  StoredCredential,
} from '../credentials/CredentialStore';
import type { SecretEnvelope } from '../credentials/SecretEnvelope';
import { failureText } from '../failures/tellableError';
import type { ProductStore } from '../products/ProductStore';
import type { StoredSubscription } from '../subscriptions/SubscriptionStore';
import { grantFor } from './grantFor';
import type {
  GrantTargets,
  ReachedTarget,
  ServingTarget,
} from './GrantTargets';
import {
  type GrantTargetStore,
  isSamePlace,
  type TargetPlace,
} from './GrantTargetStore';
import { mergeActivity } from './mergeActivity';

/** A page waits for it. */
const ACTIVITY_TIMEOUT_MS = 5_000;

/** What gateways observed, and the aliases of accounts that did not answer. */
export type ObservedActivity = GrantActivity & { unanswered: string[] };

const isFulfilled = <Value>(
  outcome: PromiseSettledResult<Value>,
): outcome is PromiseFulfilledResult<Value> => outcome.status === 'fulfilled';

const isRejected = (
  outcome: PromiseSettledResult<unknown>,
): outcome is PromiseRejectedResult => outcome.status === 'rejected';

/** Brings the copies that gateways hold of one subscription in line with the tables. */
export class GatewayGrants {
  readonly #targets: GrantTargets;
  readonly #products: ProductStore;
  readonly #credentials: CredentialStore;
  readonly #holders: GrantTargetStore;
  readonly #capacity: ResourceCapacity;
  readonly #envelope: SecretEnvelope;
  readonly #logger: LoggerService;

  constructor(options: {
    targets: GrantTargets;
    productStore: ProductStore;
    credentialStore: CredentialStore;
    grantTargetStore: GrantTargetStore;
    resourceCountStore: ResourceCapacity;
    envelope: SecretEnvelope;
    logger: LoggerService;
  }) {
    this.#targets = options.targets;
    this.#products = options.productStore;
    this.#credentials = options.credentialStore;
    this.#holders = options.grantTargetStore;
    this.#capacity = options.resourceCountStore;
    this.#envelope = options.envelope;
    this.#logger = options.logger;
  }

  /**
   * Hands every gateway its share, and takes the grant back from those that no longer serve the product. A gateway that
   * fails does not hold up the others.
   *
   * @param options - `afresh`: without relying on what was noted of what they hold
   * @returns how many hold the grant by now, and the first failure
   */
  async apply(
    subscription: StoredSubscription,
    revision: number,
    { signal, afresh = false }: { signal: AbortSignal; afresh?: boolean },
  ): Promise<{ applied: number; failure?: unknown }> {
    const product = await this.#productOf(subscription);
    const credentials = await this.#credentials.list(subscription.id);
    const serving = await this.#targets.serving(product);
    const grantOf = (target: ServingTarget) =>
      grantFor(target, { revision, subscription, product, credentials });
    const outcomes = await Promise.allSettled(
      serving.map(target =>
        this.#hand(subscription.id, target, revision, async () => {
          return target.access().applyGrant(target.gateway, grantOf(target), {
            signal,
            afresh,
            inPlace: inPlaceOf(target),
            capacity: this.#capacity,
            apiKeyValues: this.#valuesOf(subscription.id, credentials, signal),
          });
        }),
      ),
    );
    const serves = (held: TargetPlace) =>
      serving.some(({ place }) => isSamePlace(place, held));
    const removal = await settled(
      this.#removeFrom(
        (
          await this.#holders.list(subscription.id)
        ).filter(held => !serves(held)),
        subscription,
        { revision, signal },
      ),
    );
    const failed = [...outcomes, removal].find(isRejected);
    const handed = outcomes.filter(isFulfilled);
    return {
      applied: handed.length,
      failure:
        failed?.reason ?? handed.flatMap(({ value }) => value).at(0)?.error,
    };
  }

  async remove(
    subscription: StoredSubscription,
    revision: number,
    signal: AbortSignal,
  ) {
    await this.#removeFrom(
      await this.#holders.list(subscription.id),
      subscription,
      { revision, signal },
    );
  }

  /**
   * What the gateways that ever held the grant observed of client keys and the credentials named, as far as they answer;
   * undefined when none knows it.
   */
  async readActivity(
    { id: subscriptionId }: StoredSubscription,
    credentialIds: string[] = [],
  ): Promise<ObservedActivity | undefined> {
    const unanswered: string[] = [];
    const activities: GrantActivity[] = [];
    const request = { subscriptionId, credentialIds };
    const targets = await this.#reached(
      await this.#holders.listEver(subscriptionId),
    );
    for (const { account, gateway, access } of targets) {
      try {
        const activity = await timeLimited(
          `Reading what ${account.alias} observed`,
          { milliseconds: ACTIVITY_TIMEOUT_MS },
          async () => access().readGrantActivity(gateway, request),
        );
        activities.push(...(activity ? [activity] : []));
      } catch (error) {
        unanswered.push(account.alias);
        this.#logger.warn(
          `${
            account.alias
          } does not tell what it observed of subscription ${subscriptionId}: ${stringifyError(
            error,
          )}`,
        );
      }
    }
    return activities.length + unanswered.length === 0
      ? undefined
      : { ...mergeActivity(activities), unanswered };
  }

  /** Answers whether a gateway held the key. */
  async revokeClientKey(
    subscription: StoredSubscription,
    thumbprint: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    const key = { subscriptionId: subscription.id, thumbprint };
    const targets = await this.#reached(
      await this.#holders.list(subscription.id),
    );
    const held = await atEach(targets, async ({ access, gateway }) =>
      access().revokeClientKey(gateway, key, { signal }),
    );
    return held.includes(true);
  }

  /** Hands over, and keeps how it went. */
  async #hand(
    subscriptionId: string,
    { place }: ReachedTarget,
    revision: number,
    hand: () => Promise<GrantGap[] | void>,
  ): Promise<GrantGap[]> {
    await this.#holders.add(subscriptionId, place);
    let gaps: GrantGap[];
    try {
      gaps = (await hand()) ?? [];
    } catch (error) {
      await this.#holders.recordFailed(
        subscriptionId,
        place,
        failureText(error),
      );
      throw error;
    }
    await this.#holders.recordApplied(subscriptionId, place, revision);
    if (gaps.length > 0) {
      const text = failureText(gaps[0].error);
      await this.#holders.recordFailed(subscriptionId, place, text);
    }
    return gaps;
  }

  /** Known as long as they wait to be shown; afterwards from a gateway that holds them. */
  #valuesOf(
    subscriptionId: string,
    credentials: StoredCredential[],
    signal: AbortSignal,
  ): ApiKeyValues {
    return async credentialId => {
      const sealed = credentials.find(
        ({ id }) => id === credentialId,
      )?.sealedSecret;
      return sealed
        ? this.#envelope.open(sealed, { credentialId })
        : this.#readValue({ subscriptionId, credentialId }, signal);
    };
  }

  async #readValue(
    key: { subscriptionId: string; credentialId: string },
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const held = await this.#holders.list(key.subscriptionId);
    const holders = await this.#reached(
      held.filter(({ appliedAt }) => appliedAt !== null),
    );
    for (const { access, gateway } of holders) {
      const value = await access().readApiKeyValue?.(gateway, key, { signal });
      if (value !== undefined) {
        return value;
      }
    }
    return undefined;
  }

  async #reached(places: TargetPlace[]): Promise<ReachedTarget[]> {
    const targets = await Promise.all(
      places.map(place => this.#targets.reach(place)),
    );
    return targets.filter(target => target !== undefined);
  }

  async #removeFrom(
    places: TargetPlace[],
    { id: subscriptionId, clientId }: StoredSubscription,
    { revision, signal }: { revision: number; signal: AbortSignal },
  ) {
    const grant = { subscriptionId, clientId, revision };
    await atEach(places, async place => {
      // What cannot be reached any more has nothing to forget.
      const target = await this.#targets.reach(place);
      await target?.access().removeGrant(target.gateway, grant, {
        signal,
        capacity: this.#capacity,
      });
      await this.#holders.remove(subscriptionId, place);
    });
  }

  async #productOf(subscription: StoredSubscription) {
    const product = await this.#products.find(subscription.product.id);
    if (!product) {
      throw new Error(`Product ${subscription.product.id} is gone`);
    }
    return product;
  }
}

/** The APIs that consumers call where they are. */
function inPlaceOf({ served }: ServingTarget): ApiInPlace[] {
  return served.flatMap(({ api: { region, apiId, stage }, account }) =>
    account ? [{ account, region, apiId, stage }] : [],
  );
}

/** Does it for each, whichever fails; then tells of the first failure. */
async function atEach<Item, Result>(
  items: Item[],
  perform: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const outcomes = await Promise.allSettled(items.map(perform));
  const failed = outcomes.find(isRejected);
  if (failed) {
    throw failed.reason;
  }
  return outcomes.map(
    outcome => (outcome as PromiseFulfilledResult<Result>).value,
  );
}

async function settled(work: Promise<void>) {
  const [outcome] = await Promise.allSettled([work]);
  return outcome;
}
