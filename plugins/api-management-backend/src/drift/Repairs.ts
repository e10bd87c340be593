import { ConflictError } from '@backstage/errors';
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import type { ProductStore } from '../products/ProductStore';
import type { ProvisioningQueue } from '../provisioning/ProvisioningQueue';
import type { Gateways } from '../publications/Gateways';
import type {
  PublicationStore,
  StoredPublication,
} from '../publications/PublicationStore';
import { toOffer } from '../publications/toOffer';
import type { FindingStore, StoredFinding } from './FindingStore';

/** A person waits for it. */
const GATEWAY_TIMEOUT_MS = 20_000;

/** What the column of revisions holds. */
const MAX_REVISION = 2_000_000_000;

type Options = {
  findingStore: FindingStore;
  productStore: ProductStore;
  publicationStore: PublicationStore;
  provisioningQueue: ProvisioningQueue;
  gateways: Gateways;
  drivers: GatewayDrivers;
  provision: () => void;
};

/** Puts things right by those who make them: provisioning hands grants over anew, and publishing applies what is offered. */
export class Repairs {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async begin(finding: StoredFinding, by: string): Promise<void> {
    switch (finding.kind) {
      case 'grant':
        return finding.difference === 'foreign'
          ? this.#forget(finding, by)
          : this.#handOver(finding, by);
      case 'api-key':
      case 'usage-plan-key':
      case 'usage-plan':
        return this.#handOver(finding, by);
      default:
        return this.#publish(finding, by);
    }
  }

  async #handOver(finding: StoredFinding, by: string): Promise<void> {
    const { subscriptionId, productId, held, kind } = finding;
    const above = held?.revision ?? 0;
    if (above > MAX_REVISION) {
      throw new ConflictError(
        `The grant at the gateway has the revision ${above}, beyond all that is ever reached. Delete its row client#${held?.clientId} in the gateway's table, and compare again.`,
      );
    }
    const queue = this.#options.provisioningQueue;
    await this.#decide(finding, by, trx =>
      kind === 'usage-plan'
        ? queue.requestForAll({ productId: productId! }, trx, { afresh: true })
        : queue.request(subscriptionId!, trx, { afresh: true, above }),
    );
    this.#options.provision();
  }

  /** Nobody has the grant, so it is taken away, by a revision above the one that is held. */
  async #forget(finding: StoredFinding, by: string): Promise<void> {
    const { held, gatewayId, subscriptionId, subject } = finding;
    const { gateway, account } = await this.#options.gateways.find(gatewayId);
    const { clientId, revision } = held ?? { clientId: subject, revision: 0 };
    await this.#options.drivers.accessOf(account).removeGrant(
      gateway,
      {
        subscriptionId: subscriptionId ?? clientId,
        clientId,
        revision: revision + 1,
      },
      { signal: AbortSignal.timeout(GATEWAY_TIMEOUT_MS) },
    );
    await this.#decide(finding, by);
  }

  /** First begun, then noted: what is noted and not begun would be taken for put right. */
  async #publish(finding: StoredFinding, by: string): Promise<void> {
    const publication = await this.#publicationFor(finding);
    const { productId, gatewayId, served } = publication;
    const at = await this.#options.gateways.find(gatewayId);
    const product = await this.#options.productStore.find(productId);
    const wanted = served!.offers.map(toOffer);
    const plan = await at.publishing.plan(
      at.gateway,
      {
        productId,
        basePath: `/${product?.slug}`,
        routes: await this.#options.gateways.routesOf(wanted),
      },
      { signal: AbortSignal.timeout(GATEWAY_TIMEOUT_MS) },
    );
    if (plan.obstacles.length > 0) {
      throw new ConflictError(plan.obstacles.join(' '));
    }
    const changes = plan.changes.filter(({ action }) => action !== 'keep');
    await this.#options.publicationStore.begin(
      { productId, gatewayId },
      {
        state: 'applying',
        wanted,
        changesTotal: changes.length,
        startedBy: by,
      },
      () => {},
    );
    await this.#decide(finding, by);
  }

  /** The product's; of what is before all routes, any that is served there. */
  async #publicationFor({
    productId,
    gatewayId,
  }: StoredFinding): Promise<StoredPublication> {
    const all = await this.#options.publicationStore.listByGateway(gatewayId);
    const publication = all.find(
      one => one.served && (!productId || one.productId === productId),
    );
    if (!publication) {
      throw new ConflictError(
        'Nothing is offered there any more. Compare the gateway again.',
      );
    }
    return publication;
  }

  #decide(
    finding: StoredFinding,
    decidedBy: string,
    perform?: (trx: Transaction) => Promise<void>,
  ) {
    const decision = { state: 'repairing', decidedBy } as const;
    return this.#options.findingStore.decide(finding, decision, perform);
  }
}
