import { ServiceUnavailableError } from '@backstage/errors';
import type {
  CallPage,
  CallQuery,
  UsageEngine,
} from '@oaf/backstage-plugin-api-management-node';
import { toCallPage } from '@oaf/backstage-plugin-api-management-node/usageQuery';
import type { GatewayDrivers } from '../../accounts/GatewayDrivers';
import type { UsageRoutes } from '../routes/UsageRoutes';

const TIMEOUT_MS = 30_000;

/** Looks up single calls in the logs of all gateways, as in one. */
export class CallFinder {
  readonly #drivers: GatewayDrivers;
  readonly #routes: UsageRoutes;

  constructor(options: { drivers: GatewayDrivers; routes: UsageRoutes }) {
    this.#drivers = options.drivers;
    this.#routes = options.routes;
  }

  /** Types of the drivers whose calls can be looked up. */
  sources(): string[] {
    return this.#engines().map(([source]) => source);
  }

  /** @throws ServiceUnavailableError when a log takes too long */
  async find(query: CallQuery, signal: AbortSignal): Promise<CallPage> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    const either = AbortSignal.any([signal, timeout]);
    try {
      const pages = await Promise.all(
        this.#engines().map(([source, engine]) =>
          this.#findIn(source, engine, query, either),
        ),
      );
      const { items, hasMore } = toCallPage(
        pages.flatMap(page => page.items),
        query.limit,
      );
      return { items, hasMore: hasMore || pages.some(page => page.hasMore) };
    } catch (error) {
      if (timeout.aborted && !signal.aborted) {
        throw new ServiceUnavailableError(
          'The access log takes too long to be searched; choose a shorter range, or fewer subscriptions',
        );
      }
      throw error;
    }
  }

  #engines(): Array<[string, UsageEngine]> {
    return [...this.#drivers.usageEngines()].filter(
      ([, engine]) => engine.findCalls,
    );
  }

  async #findIn(
    source: string,
    engine: UsageEngine,
    query: CallQuery,
    signal: AbortSignal,
  ): Promise<CallPage> {
    const routes = await this.#routes.of(source, signal);
    return engine.findCalls!(query, { routes, signal });
  }
}
