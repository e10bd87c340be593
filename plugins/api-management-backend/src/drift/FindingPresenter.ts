import type { DriftFinding } from '@oaf/backstage-plugin-api-management-common';
import type { AccountStore } from '../accounts/AccountStore';
import type { GatewayApiStore } from '../discovery/GatewayApiStore';
import type { StackStore } from '../infrastructure/StackStore';
import type { ProductStore, StoredProduct } from '../products/ProductStore';
import type { ProvisioningQueue } from '../provisioning/ProvisioningQueue';
import type { SubscriptionStore } from '../subscriptions/SubscriptionStore';
import { type Place, toFindingView } from './driftView';
import type { StoredFinding } from './FindingStore';

type Options = {
  accountStore: AccountStore;
  stackStore: StackStore;
  productStore: ProductStore;
  gatewayApiStore: GatewayApiStore;
  subscriptionStore: SubscriptionStore;
  provisioningQueue: ProvisioningQueue;
};

const known = (ids: (string | undefined)[]) => [
  ...new Set(ids.filter(id => id !== undefined)),
];

const isRepairing = ({ state }: StoredFinding) => state === 'repairing';

/** Why it takes longer to put it right. */
function withFailure(
  finding: StoredFinding,
  failures: Map<string, string>,
): StoredFinding {
  const failure = failures.get(finding.subscriptionId ?? '');
  return isRepairing(finding) && failure ? { ...finding, failure } : finding;
}

/** Turns stored findings into what people see of them. */
export class FindingPresenter {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async present(
    findings: StoredFinding[],
    mayDecide: (product: StoredProduct | undefined) => boolean,
  ): Promise<DriftFinding[]> {
    const { productStore, gatewayApiStore, subscriptionStore } = this.#options;
    const places = await this.places(findings.map(one => one.gatewayId));
    const products = await productStore.findByIds(
      known(findings.map(one => one.productId)),
    );
    const apis = await gatewayApiStore.findByIds(
      known(findings.map(one => one.gatewayApiId)),
    );
    const subscriptions = await subscriptionStore.findByIds(
      known(findings.map(one => one.subscriptionId)),
    );
    const failures = await this.#options.provisioningQueue.findFailures(
      known(findings.filter(isRepairing).map(one => one.subscriptionId)),
    );
    const titles = {
      products: new Map(products.map(({ id, title }) => [id, title])),
      apis: new Map(apis.map(({ id, title }) => [id, title])),
      applications: new Map(
        subscriptions.map(({ id, application }) => [id, application.title]),
      ),
    };
    return findings.map(finding =>
      toFindingView(withFailure(finding, failures), {
        place: places.get(finding.gatewayId)!,
        titles,
        mayDecide: mayDecide(
          products.find(({ id }) => id === finding.productId),
        ),
      }),
    );
  }

  async places(gatewayIds: string[]): Promise<Map<string, Place>> {
    const places = await Promise.all(
      known(gatewayIds).map(async id => {
        const stack = await this.#options.stackStore.find(id);
        const account =
          stack && (await this.#options.accountStore.find(stack.accountLinkId));
        return [id, { stack, account }] as const;
      }),
    );
    return new Map(places);
  }
}
