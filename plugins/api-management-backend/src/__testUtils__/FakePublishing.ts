import { setTimeout as wait } from 'node:timers/promises';
import type {
  AccessGateway,
  AppliedPublication,
  GatewayPublishing,
  Publication,
  PublishingCall,
  PublishingChange,
  PublishingPlan,
  PublishingRollback,
} from '@oaf/backstage-plugin-api-management-node';

/** Gateways in memory at which APIs are offered, which can be told to fail and to take their time. */
export class FakePublishing implements GatewayPublishing {
  /** What each gateway serves: API by path, and the publication's product. */
  readonly served = new Map<string, Map<string, string>>();
  readonly #busy = new Set<string>();
  /** What was done to a gateway while something else was. */
  readonly collisions: string[] = [];
  failure: Error | undefined;
  /** Holds up what is applied, until it resolves. */
  until: Promise<unknown> | undefined;
  obstacles: string[] = [];
  warnings: string[] = [];
  applied = 0;

  async plan(
    gateway: AccessGateway,
    publication: Publication,
  ): Promise<PublishingPlan> {
    const changes = this.#changes(gateway, publication);
    return {
      changes,
      calls: changes.length,
      seconds: changes.length / 10,
      bypass: publication.routes.map(({ gatewayApiId }) => ({
        gatewayApiId,
        possible: true,
        why: 'Its own address answers everybody.',
        remedy: 'Give it a resource policy.',
      })),
      obstacles: this.obstacles,
      warnings: this.warnings,
    };
  }

  async apply(
    gateway: AccessGateway,
    publication: Publication,
    { signal, onChange }: PublishingCall,
  ): Promise<AppliedPublication> {
    if (this.#busy.has(gateway.id)) {
      this.collisions.push(gateway.id);
    }
    this.#busy.add(gateway.id);
    try {
      await (this.until ?? wait(20));
      signal.throwIfAborted();
      if (this.failure) {
        throw this.failure;
      }
      this.#changes(gateway, publication).forEach(change => onChange?.(change));
      this.#serve(gateway, publication);
    } finally {
      this.#busy.delete(gateway.id);
    }
    this.applied += 1;
    return {
      deploymentId: `d-${this.applied}`,
      formerDeploymentId: `d-${this.applied - 1}`,
      urls: publication.routes.map(({ gatewayApiId, path, location, api }) => ({
        gatewayApiId,
        url:
          location === 'in-place'
            ? api.url
            : `https://${gateway.id}.example.com${path}`,
      })),
    };
  }

  async rollBack(
    gateway: AccessGateway,
    { publication }: PublishingRollback,
    call: PublishingCall,
  ) {
    const { deploymentId } = await this.apply(gateway, publication, call);
    return { deploymentId };
  }

  loggedRoutes({ id, account, region }: AccessGateway, path: string) {
    const { accountId } = account;
    return [{ accountId, region, apiId: id, stage: 'door', basePath: path }];
  }

  /** Paths at a gateway. */
  pathsAt(gatewayId: string): string[] {
    return [...(this.served.get(gatewayId)?.keys() ?? [])].sort();
  }

  #serve({ id }: AccessGateway, { basePath, routes }: Publication) {
    const kept = [...(this.served.get(id) ?? [])].filter(
      ([path]) => !path.startsWith(`${basePath}/`),
    );
    this.served.set(
      id,
      new Map([
        ...kept,
        ...routes.map(({ path, api }) => [path, api.url] as const),
      ]),
    );
  }

  #changes(
    { id }: AccessGateway,
    { basePath, routes }: Publication,
  ): PublishingChange[] {
    const now = [...(this.served.get(id) ?? [])].filter(([path]) =>
      path.startsWith(`${basePath}/`),
    );
    const gone = now.filter(([path]) => !routes.some(one => one.path === path));
    return [
      ...routes.map(({ path, api }) => ({
        action: now.some(([there]) => there === path)
          ? ('keep' as const)
          : ('add' as const),
        kind: 'resource' as const,
        path,
        detail: api.url,
      })),
      ...gone.map(([path, url]) => ({
        action: 'remove' as const,
        kind: 'resource' as const,
        path,
        detail: url,
      })),
    ];
  }
}
