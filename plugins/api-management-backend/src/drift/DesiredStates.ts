import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type {
  DesiredState,
  Publication,
} from '@oaf/backstage-plugin-api-management-node';
import type { Grant } from '@oaf/contract';
import type { CredentialStore } from '../credentials/CredentialStore';
import type { ProductStore, StoredProduct } from '../products/ProductStore';
import { grantFor } from '../provisioning/grantFor';
import type { GrantTargets, ServingTarget } from '../provisioning/GrantTargets';
import type { HeldSubscription } from '../provisioning/GrantTargetStore';
import type { Gateways } from '../publications/Gateways';
import type { StoredPublication } from '../publications/PublicationStore';
import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';
import { type Expected, isAtRest, isSettled, type Standing } from './Standing';

const BATCH = 200;

type Options = {
  productStore: ProductStore;
  subscriptionStore: SubscriptionStore;
  credentialStore: CredentialStore;
  gateways: Gateways;
  targets: GrantTargets;
  logger: LoggerService;
};

/** What should be at a gateway, by the tables; a damaged row is left out, and takes nothing down with it. */
export class DesiredStates {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async at(
    gatewayId: string,
    standing: Standing,
  ): Promise<DesiredState & { expected: Expected }> {
    const served = [...standing.publications.values()].filter(
      publication => publication.served && isAtRest(publication),
    );
    const products = await this.#options.productStore.findByIds(
      served.map(({ productId }) => productId),
    );
    const publications = await this.#publications(served, products);
    const grants = await this.#grants(gatewayId, products, [
      ...standing.subscriptions.values(),
    ]);
    const told = new Set(publications.map(({ productId }) => productId));
    return {
      publications,
      grants,
      expected: {
        subscriptionIds: new Set(
          grants.map(({ subscriptionId }) => subscriptionId),
        ),
        untold: new Set(
          [...standing.publications.values()]
            .map(({ productId }) => productId)
            .filter(id => !told.has(id)),
        ),
      },
    };
  }

  async #publications(
    served: StoredPublication[],
    products: StoredProduct[],
  ): Promise<Publication[]> {
    const found = await Promise.all(
      served.map(async ({ productId, served: offered }) => {
        const product = products.find(({ id }) => id === productId);
        return (
          product &&
          this.#unlessDamaged(`what ${product.title} offers`, async () => ({
            productId,
            basePath: `/${product.slug}`,
            routes: await this.#options.gateways.routesOf(offered!.offers),
          }))
        );
      }),
    );
    return found.filter(one => one !== undefined);
  }

  async #grants(
    gatewayId: string,
    products: StoredProduct[],
    held: HeldSubscription[],
  ): Promise<Grant[]> {
    const grants: Grant[] = [];
    for (const product of products) {
      const serving = await this.#options.targets.serving(product);
      const target = serving.find(({ place }) => place.gatewayId === gatewayId);
      const own = held.filter(
        one => one.productId === product.id && isSettled(one),
      );
      for (let index = 0; target && index < own.length; index += BATCH) {
        const batch = own.slice(index, index + BATCH);
        grants.push(...(await this.#grantsOf(product, target, batch)));
      }
    }
    return grants;
  }

  async #grantsOf(
    product: StoredProduct,
    target: ServingTarget,
    held: HeldSubscription[],
  ): Promise<Grant[]> {
    const ids = held.map(({ subscriptionId }) => subscriptionId);
    const subscriptions = await this.#options.subscriptionStore.findByIds(ids);
    const credentials = await this.#options.credentialStore.listOf(ids);
    const grants = await Promise.all(
      subscriptions.map(subscription => {
        const { applied } = held.find(
          one => one.subscriptionId === subscription.id,
        )!;
        return this.#unlessDamaged(
          `the grant of subscription ${subscription.id}`,
          async () =>
            grantFor(target, {
              revision: applied,
              subscription,
              product,
              credentials: credentials.filter(
                ({ subscriptionId }) => subscriptionId === subscription.id,
              ),
            }),
        );
      }),
    );
    return grants.filter(grant => grant !== undefined);
  }

  async #unlessDamaged<Result>(
    what: string,
    build: () => Promise<Result>,
  ): Promise<Result | undefined> {
    try {
      return await build();
    } catch (error) {
      this.#options.logger.warn(
        `Not compared is ${what}: ${stringifyError(error)}`,
      );
      return undefined;
    }
  }
}
