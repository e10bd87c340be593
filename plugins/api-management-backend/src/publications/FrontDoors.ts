import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { AccountStore } from '../accounts/AccountStore';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import type { StackStore } from '../infrastructure/StackStore';
import type { DoorRoute, DoorRouteStore } from './DoorRouteStore';
import { toAccessGateway } from './Gateways';
import type { Offer, PublicationStore } from './PublicationStore';

type Options = {
  doorRouteStore: DoorRouteStore;
  publicationStore: PublicationStore;
  stackStore: StackStore;
  accountStore: AccountStore;
  drivers: GatewayDrivers;
  logger: LoggerService;
};

/** Knows by which paths in the access log calls of APIs at front doors are recognised. */
export class FrontDoors {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Before a gateway offers something; calls may follow at once. */
  async remember(gatewayId: string, offers: Offer[]): Promise<void> {
    await this.#options.doorRouteStore.remember(
      await this.#routesOf(gatewayId, offers),
    );
  }

  /** Where calls of these offers arrive. */
  async placesOf(gatewayId: string, offers: Offer[]): Promise<DoorRoute[]> {
    return this.#routesOf(gatewayId, offers);
  }

  /** What front doors offer, and what they offered once. */
  async routes(source: string): Promise<DoorRoute[]> {
    const { doorRouteStore, publicationStore, logger } = this.#options;
    const known = await doorRouteStore.list(source);
    const keys = new Set(known.map(keyOf));
    const added: DoorRoute[] = [];
    for (const { id, gatewayId, served } of await publicationStore.listAll()) {
      try {
        const routes = await this.#routesOf(gatewayId, served?.offers ?? []);
        added.push(
          ...routes.filter(
            route => route.source === source && !keys.has(keyOf(route)),
          ),
        );
      } catch (error) {
        logger.warn(
          `Calls of publication ${id} cannot be recognised: ${stringifyError(
            error,
          )}`,
        );
      }
    }
    // Those that another release published.
    await doorRouteStore.remember(added);
    return [...known, ...added];
  }

  async #routesOf(gatewayId: string, offers: Offer[]): Promise<DoorRoute[]> {
    const atDoor = offers.filter(({ location }) => location === 'front-door');
    const at = atDoor.length > 0 && (await this.#find(gatewayId));
    if (!at) {
      return [];
    }
    const { publishing, gateway } = at;
    return atDoor.flatMap(({ gatewayApiId, path }) =>
      publishing.loggedRoutes(gateway, path).map(route => ({
        ...route,
        gatewayApiId,
        source: gateway.account.driver,
      })),
    );
  }

  async #find(gatewayId: string) {
    const { stackStore, accountStore, drivers } = this.#options;
    const stack = await stackStore.find(gatewayId);
    const account = stack && (await accountStore.find(stack.accountLinkId));
    const publishing = account && drivers.of(account).publishing;
    return (
      publishing && {
        publishing,
        // What is asked of it lies in the stack's outputs.
        gateway: toAccessGateway({
          stack,
          account,
          accountStore,
          installation: '',
        }),
      }
    );
  }
}

function keyOf(route: DoorRoute): string {
  return JSON.stringify([
    route.source,
    route.accountId,
    route.region,
    route.apiId,
    route.stage,
    route.basePath,
  ]);
}
