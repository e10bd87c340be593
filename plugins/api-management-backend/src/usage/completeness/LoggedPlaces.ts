import type { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import type { AccountStore } from '../../accounts/AccountStore';
import type { GatewayDrivers } from '../../accounts/GatewayDrivers';
import type { GatewayApiStore } from '../../discovery/GatewayApiStore';
import type { FrontDoors } from '../../publications/FrontDoors';
import type {
  PublicationStore,
  StoredPublication,
} from '../../publications/PublicationStore';
import type { OperationStore } from '../routes/OperationStore';
import type { LoggedPlace } from './LoggedCount';

/** A place whose calls have to be in the log, because a product is offered there. */
export type ProductPlace = LoggedPlace & { source: string; productId: string };

type Options = {
  operationStore: OperationStore;
  gatewayApiStore: GatewayApiStore;
  accountStore: AccountStore;
  publicationStore: PublicationStore;
  frontDoors: FrontDoors;
  drivers: GatewayDrivers;
  logger: LoggerService;
};

/** Knows where calls of products arrive. */
export class LoggedPlaces {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Of all sources whose gateways count themselves. A shared gateway is named for each product. */
  async all(): Promise<ProductPlace[]> {
    const { drivers } = this.#options;
    const sources = [...drivers.counters().keys()];
    const publishing = new Set(drivers.typesThatPublish());
    const where = sources.filter(source => !publishing.has(source));
    const own = await Promise.all(where.map(source => this.#offered(source)));
    const published = await this.#published();
    return [
      ...own.flat(),
      ...published.filter(({ source }) => sources.includes(source)),
    ];
  }

  /** Offered where they are, as they were imported. */
  async #offered(source: string): Promise<ProductPlace[]> {
    const offered = await this.#options.operationStore.listOffered(source);
    return offered.map(place => ({ ...place, source }));
  }

  async #published(): Promise<ProductPlace[]> {
    const { publicationStore, logger } = this.#options;
    const places: ProductPlace[] = [];
    for (const publication of await publicationStore.listAll()) {
      try {
        places.push(...(await this.#placesOf(publication)));
      } catch (error) {
        logger.warn(
          `Whether the log has all calls of publication ${
            publication.id
          } cannot be told: ${stringifyError(error)}`,
        );
      }
    }
    return places;
  }

  async #placesOf({
    productId,
    gatewayId,
    served,
  }: StoredPublication): Promise<ProductPlace[]> {
    const { frontDoors, gatewayApiStore, accountStore } = this.#options;
    const offers = served?.offers ?? [];
    const doors = await frontDoors.placesOf(gatewayId, offers);
    const apis = await gatewayApiStore.findByIds(
      offers
        .filter(({ location }) => location === 'in-place')
        .map(({ gatewayApiId }) => gatewayApiId),
    );
    const accounts = await accountStore.listLinked({
      ids: apis.map(({ accountLinkId }) => accountLinkId),
    });
    const inPlace = accounts.flatMap(({ id, driver: source }) =>
      apis
        .filter(({ accountLinkId }) => accountLinkId === id)
        .map(api => ({ ...api, source })),
    );
    return [...doors, ...inPlace].map(
      ({ source, accountId, region, apiId, stage }) => ({
        source,
        accountId,
        region,
        apiId,
        stage,
        productId,
      }),
    );
  }
}
