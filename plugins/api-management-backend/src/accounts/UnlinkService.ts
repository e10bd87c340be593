import type { AuditorService } from '@backstage/backend-plugin-api';
import {
  accountManagePermission,
  productReadPermission,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  ProductReference,
  UnlinkPreview,
} from '@oaf/backstage-plugin-api-management-common';
import { apiProductResourceRef } from '@oaf/backstage-plugin-api-management-node';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { GatewayApiStore } from '../discovery/GatewayApiStore';
import {
  toGatewayApiReferences,
  toResource,
} from '../products/ProductPresenter';
import type { ProductStore } from '../products/ProductStore';
import type { AccountStore } from './AccountStore';
import { findLinkedByHand } from './findAccount';
import type { GatewayDrivers } from './GatewayDrivers';
import type { ImpactStore } from './ImpactStore';
import { manageAccounts } from './manageAccounts';
import { whyNeeded } from './whyNeeded';

/** Gives accounts up, and tells before what that takes away. */
export class UnlinkService {
  readonly #accounts: AccountStore;
  readonly #impact: ImpactStore;
  readonly #apis: GatewayApiStore;
  readonly #products: ProductStore;
  readonly #drivers: GatewayDrivers;
  readonly #services: { access: AccessControl; auditor: AuditorService };

  constructor(options: {
    accountStore: AccountStore;
    impactStore: ImpactStore;
    gatewayApiStore: GatewayApiStore;
    productStore: ProductStore;
    drivers: GatewayDrivers;
    access: AccessControl;
    auditor: AuditorService;
  }) {
    this.#accounts = options.accountStore;
    this.#impact = options.impactStore;
    this.#apis = options.gatewayApiStore;
    this.#products = options.productStore;
    this.#drivers = options.drivers;
    this.#services = options;
  }

  async preview(
    caller: Caller,
    id: string,
    regions?: string[],
  ): Promise<UnlinkPreview> {
    await this.#services.access.require(caller, accountManagePermission);
    await findLinkedByHand(this.#accounts, id);
    const impact = await this.#impact.of({ accountLinkId: id, regions });
    const count = impact.liveSubscriptionCount;
    return {
      gatewayApiCount: impact.gatewayApiCount,
      gatewayApis: toGatewayApiReferences(
        impact.firstGatewayApiIds,
        await this.#apis.findByIds(impact.firstGatewayApiIds),
      ),
      products: await this.#visibleProducts(caller, impact.productIds),
      liveSubscriptionCount: count,
      allowed: count === 0,
      ...(count > 0 && { reason: whyNeeded(count) }),
    };
  }

  async unlink(caller: Caller, id: string): Promise<void> {
    await manageAccounts(
      this.#services,
      { eventId: 'account-unlink', caller, meta: { accountLinkId: id } },
      async () => {
        const account = await findLinkedByHand(this.#accounts, id);
        await this.#accounts.unlink(id);
        const driver = this.#drivers
          .all()
          .find(({ type }) => type === account.driver);
        driver?.linking?.forget(account);
      },
    );
  }

  async #visibleProducts(
    caller: Caller,
    ids: string[],
  ): Promise<ProductReference[]> {
    const may = await this.#services.access.decider(
      caller,
      apiProductResourceRef,
    );
    return (await this.#products.findByIds(ids))
      .filter(product => may(productReadPermission, toResource(product)))
      .map(({ id, title, state }) => ({ id, title, state }))
      .sort((a, b) => a.title.localeCompare(b.title));
  }
}
