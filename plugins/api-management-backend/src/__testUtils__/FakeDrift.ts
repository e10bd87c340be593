import type {
  AccessGateway,
  DesiredState,
  DriftFinding,
  GatewayDrift,
  ResourceCount,
} from '@oaf/backstage-plugin-api-management-node';
import type { FakeGateway } from './FakeGateway';
import type { FakePublishing } from './FakePublishing';

/** Compares what a gateway in memory holds with what it should. */
export class FakeDrift implements GatewayDrift {
  readonly #gateway: FakeGateway;
  readonly #publishing: FakePublishing;
  /** Found besides, whatever is there. */
  others: DriftFinding[] = [];
  counts: ResourceCount[] = [];
  /** Values of API keys that others made. */
  readonly values = new Map<string, string>();
  readonly adopted: object[] = [];
  failure: Error | undefined;
  /** Holds up a comparison after it has read, until it resolves. */
  until: Promise<unknown> | undefined;
  compared = 0;
  readonly desired: DesiredState[] = [];

  constructor(gateway: FakeGateway, publishing: FakePublishing) {
    this.#gateway = gateway;
    this.#publishing = publishing;
  }

  async compare({ id }: AccessGateway, desired: DesiredState) {
    const findings = [
      ...this.#grants(desired),
      ...this.#routes(id, desired),
      ...this.others,
    ];
    this.desired.push(desired);
    await this.until;
    if (this.failure) {
      throw this.failure;
    }
    this.compared += 1;
    return { findings, counts: this.counts };
  }

  async adoptKey(
    _: AccessGateway,
    key: { keyId: string; subscriptionId: string; credentialId: string },
  ) {
    this.adopted.push(key);
    // From now on it is known whose it is.
    this.others = this.others.filter(({ subject }) => subject !== key.keyId);
    return this.values.get(key.keyId)!;
  }

  #grants({ grants }: DesiredState): DriftFinding[] {
    return grants.flatMap(grant => {
      const held = this.#gateway.grant(grant.subscriptionId);
      const { clientId, subscriptionId, productId } = grant;
      const isSame = JSON.stringify(held) === JSON.stringify(grant);
      return isSame
        ? []
        : {
            kind: 'grant' as const,
            difference: held ? ('changed' as const) : ('missing' as const),
            subject: clientId,
            detail: `The grant of ${grant.applicationName} is other than it should be.`,
            subscriptionId,
            productId,
            held: held && { clientId, revision: held.revision },
          };
    });
  }

  #routes(id: string, { publications }: DesiredState): DriftFinding[] {
    return publications.flatMap(({ productId, routes }) =>
      routes
        .filter(({ path }) => !this.#publishing.pathsAt(id).includes(path))
        .map(({ path, gatewayApiId }) => ({
          kind: 'route' as const,
          difference: 'missing' as const,
          subject: path,
          detail: `The route ${path} should be there, and is not.`,
          productId,
          gatewayApiId,
        })),
    );
  }
}
