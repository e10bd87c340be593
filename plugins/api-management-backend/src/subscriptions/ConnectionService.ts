import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  ConnectionList,
  ConnectionResource,
} from '@oaf/backstage-plugin-api-management-common';
import type { Caller } from '../authorization/Caller';
import type { DefinitionReader } from '../discovery/definition/DefinitionReader';
import type { StoredGatewayApi } from '../discovery/GatewayApiStore';
import type { ProductStore } from '../products/ProductStore';
import type { GrantTargets } from '../provisioning/GrantTargets';
import {
  type GrantTarget,
  type GrantTargetStore,
  isSamePlace,
} from '../provisioning/GrantTargetStore';
import { scopesOf } from '../provisioning/scopes';
import type { SubscriptionService } from './SubscriptionService';

/** It was handed the grant; a later change that it does not have yet takes nothing away. */
const isReady = ({ appliedAt }: GrantTarget) => appliedAt !== null;

/** Tells what a program needs to call a product. */
export class ConnectionService {
  readonly #subscriptions: SubscriptionService;
  readonly #products: ProductStore;
  readonly #definitions: DefinitionReader;
  readonly #targets: GrantTargets;
  readonly #holders: GrantTargetStore;

  constructor(options: {
    subscriptions: SubscriptionService;
    productStore: ProductStore;
    definitionReader: DefinitionReader;
    targets: GrantTargets;
    grantTargetStore: GrantTargetStore;
  }) {
    this.#subscriptions = options.subscriptions;
    this.#products = options.productStore;
    this.#definitions = options.definitionReader;
    this.#targets = options.targets;
    this.#holders = options.grantTargetStore;
  }

  /** One for each gateway that serves the product. */
  async list(caller: Caller, subscriptionId: string): Promise<ConnectionList> {
    const subscription = await this.#subscriptions.findVisible(
      caller,
      subscriptionId,
    );
    if (subscription.activeAt === null) {
      throw new ConflictError(
        `The subscription is ${subscription.state}; it can be called once it was active`,
      );
    }
    const product = await this.#products.find(subscription.product.id);
    if (!product) {
      throw new ConflictError(
        'The product of this subscription is missing; an administrator has to repair the subscription',
      );
    }
    const serving = await this.#targets.serving(product);
    if (serving.length === 0) {
      throw new NotFoundError(`No gateway serves ${product.title} any more`);
    }
    const held = await this.#holders.list(subscriptionId);
    return {
      items: await Promise.all(
        serving.map(async ({ place, account, gateway, access, served }) => ({
          account: account.alias,
          region: gateway.region,
          ready: held.some(
            target => isSamePlace(target, place) && isReady(target),
          ),
          ...access().accessEndpoints(gateway),
          clientId: subscription.clientId,
          clientName: subscription.application.title,
          scopes: Object.values(scopesOf(product.slug)),
          resources: await Promise.all(
            served.map(({ api, url }) => this.#resource(api, url)),
          ),
        })),
      ),
    };
  }

  async #resource(
    api: StoredGatewayApi,
    url: string,
  ): Promise<ConnectionResource> {
    return {
      title: api.title,
      region: api.region,
      url,
      examplePath: await this.#examplePath(api.id),
    };
  }

  /** The first GET that anybody can call; `/` when there is none, and of a definition that cannot be read. */
  async #examplePath(apiId: string): Promise<string> {
    const operations = await this.#definitions
      .operations(apiId)
      .catch(() => []);
    return operations.find(one => one.callableBare)?.path ?? '/';
  }
}
