import type { AuditorService } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import {
  driftActions,
  infrastructureDeployPermission,
  infrastructureReadPermission,
  productPublishPermission,
  subscriptionManagePermission,
  type DriftComparison,
  type DriftComparisonPage,
  type DriftFinding,
  type DriftFindingPage,
  type DriftTransition,
} from '@oaf/backstage-plugin-api-management-common';
import {
  apiProductResourceRef,
  subscriptionResourceRef,
} from '@oaf/backstage-plugin-api-management-node';
import { audited } from '../audit/audited';
import type { AccessControl } from '../authorization/AccessControl';
import type { Caller } from '../authorization/Caller';
import type { PageRequest } from '../database/page';
import { toResource } from '../products/ProductPresenter';
import type { ProductStore, StoredProduct } from '../products/ProductStore';
import type { Gateways } from '../publications/Gateways';
import type { PublicationStore } from '../publications/PublicationStore';
import { toResource as toSubscriptionResource } from '../subscriptions/SubscriptionPresenter';
import type { ComparisonQueue } from './ComparisonQueue';
import { toComparisonView } from './driftView';
import type { FindingPresenter } from './FindingPresenter';
import type {
  FindingFilter,
  FindingStore,
  FindingVisibility,
  StoredFinding,
} from './FindingStore';
import type { KeyAdoption } from './KeyAdoption';
import type { Repairs } from './Repairs';
import { requireDriftAction } from './requireDriftAction';

type Options = {
  findingStore: FindingStore;
  comparisonQueue: ComparisonQueue;
  productStore: ProductStore;
  publicationStore: PublicationStore;
  gateways: Gateways;
  presenter: FindingPresenter;
  repairs: Repairs;
  adoption: KeyAdoption;
  access: AccessControl;
  auditor: AuditorService;
  /** Wakes whoever compares. */
  compare: () => void;
};

/**
 * What people see of drift, and decide about it: who looks after the infrastructure about all of it, who publishes a
 * product about what is of that product.
 */
export class DriftService {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async list(
    caller: Caller,
    query: FindingFilter & PageRequest,
  ): Promise<DriftFindingPage> {
    const visibility = await this.#visibility(caller);
    const { items, totalItems } = await this.#options.findingStore.list(
      query,
      visibility,
      query,
    );
    return { items: await this.#present(caller, items), totalItems };
  }

  async get(caller: Caller, id: string): Promise<DriftFinding> {
    const [view] = await this.#present(caller, [
      await this.#findVisible(caller, id),
    ]);
    return view;
  }

  async transition(
    caller: Caller,
    id: string,
    input: DriftTransition,
  ): Promise<DriftFinding> {
    const finding = await this.#findVisible(caller, id);
    const { action, reason, subscriptionId } = input;
    await audited(
      this.#options.auditor,
      {
        eventId: 'drift-transition',
        severityLevel: action === 'adopt' ? 'high' : 'medium',
        caller,
        meta: {
          findingId: id,
          gatewayId: finding.gatewayId,
          kind: finding.kind,
          difference: finding.difference,
          action,
          reason: reason ?? null,
          subscriptionId: subscriptionId ?? finding.subscriptionId ?? null,
        },
      },
      async () => {
        await this.#requireDecider(caller, finding);
        requireDriftAction(finding, action, driftActions(finding));
        await this.#perform(caller, finding, input);
      },
    );
    this.#options.compare();
    return this.get(caller, id);
  }

  async listComparisons(
    caller: Caller,
    page: PageRequest,
  ): Promise<DriftComparisonPage> {
    const { gateways, comparisonQueue, findingStore } = this.#options;
    const visibility = await this.#visibility(caller);
    const own = visibility && (await this.#gatewaysOfOwn(caller));
    const { items, totalItems } = await gateways.list(page, own);
    const ids = items.map(({ stack }) => stack.id);
    const comparisons = await comparisonQueue.list(ids);
    const open = await findingStore.countOpen(ids, visibility);
    const mayCompare = await this.#comparable(caller);
    return {
      items: items.map(place =>
        toComparisonView(place.stack.id, {
          place,
          comparison: comparisons.find(
            ({ gatewayId }) => gatewayId === place.stack.id,
          ),
          findings: open.get(place.stack.id) ?? 0,
          mayCompare: mayCompare(place.stack.id),
        }),
      ),
      totalItems,
    };
  }

  /** Queues a comparison, and does not wait for it. */
  async compare(caller: Caller, gatewayId: string): Promise<DriftComparison> {
    const { comparisonQueue, gateways, findingStore } = this.#options;
    await audited(
      this.#options.auditor,
      { eventId: 'gateway-compare', caller, meta: { gatewayId } },
      async () => {
        const mayCompare = await this.#comparable(caller);
        if (!mayCompare(gatewayId)) {
          throw new NotAllowedError(
            `You need the permission ${infrastructureDeployPermission.name}, or ${productPublishPermission.name} of a product that is offered there`,
          );
        }
        await gateways.get(gatewayId);
        await comparisonQueue.request(gatewayId);
      },
    );
    const place = await gateways.get(gatewayId);
    const [comparison] = await comparisonQueue.list([gatewayId]);
    const visibility = await this.#visibility(caller);
    const open = await findingStore.countOpen([gatewayId], visibility);
    this.#options.compare();
    return toComparisonView(gatewayId, {
      place,
      comparison,
      findings: open.get(gatewayId) ?? 0,
      mayCompare: true,
    });
  }

  async #perform(
    caller: Caller,
    finding: StoredFinding,
    { action, reason, subscriptionId, name }: DriftTransition,
  ): Promise<void> {
    const { repairs, adoption, findingStore } = this.#options;
    const decidedBy = caller.userRef;
    switch (action) {
      case 'repair':
        return repairs.begin(finding, decidedBy);
      case 'adopt': {
        const subscription = await adoption.subscription(subscriptionId);
        const may = await this.#options.access.decider(
          caller,
          subscriptionResourceRef,
        );
        if (
          !may(
            subscriptionManagePermission,
            toSubscriptionResource(subscription),
          )
        ) {
          throw new NotAllowedError(
            'Only who manages the subscription may give it an API key',
          );
        }
        return adoption.adopt(caller, finding, subscription, name);
      }
      case 'ignore':
        return findingStore.decide(finding, {
          state: 'ignored',
          decidedBy,
          reason: requireReason(reason),
        });
      default:
        return findingStore.decide(finding, { state: 'open', decidedBy });
    }
  }

  async #present(caller: Caller, findings: StoredFinding[]) {
    return this.#options.presenter.present(
      findings,
      await this.#decider(caller),
    );
  }

  /** Undefined sees all; others what is of products that they publish. */
  async #visibility(caller: Caller): Promise<FindingVisibility> {
    const { access } = this.#options;
    if (await access.allows(caller, infrastructureReadPermission)) {
      return undefined;
    }
    return {
      ofProducts: await access.visibility(
        caller,
        productPublishPermission,
        apiProductResourceRef,
      ),
    };
  }

  async #decider(caller: Caller) {
    const { access } = this.#options;
    const isOperator = await access.allows(
      caller,
      infrastructureDeployPermission,
    );
    const may = await access.decider(caller, apiProductResourceRef);
    return (product: StoredProduct | undefined) =>
      isOperator ||
      (product !== undefined &&
        may(productPublishPermission, toResource(product)));
  }

  async #requireDecider(caller: Caller, { productId }: StoredFinding) {
    const product = productId
      ? await this.#options.productStore.find(productId)
      : undefined;
    const mayDecide = await this.#decider(caller);
    if (!mayDecide(product)) {
      throw new NotAllowedError(
        `You need the permission ${infrastructureDeployPermission.name}, or ${productPublishPermission.name} of the product`,
      );
    }
  }

  async #findVisible(caller: Caller, id: string): Promise<StoredFinding> {
    const finding = await this.#options.findingStore.find(id);
    const visibility = await this.#visibility(caller);
    const isVisible =
      finding && (!visibility || (await this.#publishes(caller, finding)));
    if (!isVisible) {
      throw new NotFoundError(`There is no drift finding ${id}`);
    }
    return finding;
  }

  async #publishes(caller: Caller, { productId }: StoredFinding) {
    const { access, productStore } = this.#options;
    const product = productId ? await productStore.find(productId) : undefined;
    const may = await access.decider(caller, apiProductResourceRef);
    return (
      product !== undefined &&
      may(productPublishPermission, toResource(product))
    );
  }

  async #gatewaysOfOwn(caller: Caller): Promise<string[]> {
    const { access, publicationStore } = this.#options;
    return publicationStore.gatewaysOf(
      await access.visibility(
        caller,
        productPublishPermission,
        apiProductResourceRef,
      ),
    );
  }

  async #comparable(caller: Caller): Promise<(gatewayId: string) => boolean> {
    const { access } = this.#options;
    if (await access.allows(caller, infrastructureDeployPermission)) {
      return () => true;
    }
    const own = await this.#gatewaysOfOwn(caller);
    return gatewayId => own.includes(gatewayId);
  }
}

function requireReason(reason: string | undefined): string {
  const words = reason?.trim();
  if (!words) {
    throw new InputError('request/body/reason must say why it is ignored');
  }
  return words;
}
