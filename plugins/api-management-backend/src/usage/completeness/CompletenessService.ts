import { NotFoundError } from '@backstage/errors';
import {
  infrastructureReadPermission,
  productUpdatePermission,
  type UsageGap,
  type UsageGapPage,
} from '@oaf/backstage-plugin-api-management-common';
import { apiProductResourceRef } from '@oaf/backstage-plugin-api-management-node';
import type { AccountStore } from '../../accounts/AccountStore';
import type { AccessControl } from '../../authorization/AccessControl';
import type { Caller } from '../../authorization/Caller';
import type { PageRequest } from '../../database/page';
import { isoTime } from '../../database/time';
import type { GatewayApiStore } from '../../discovery/GatewayApiStore';
import { toResource } from '../../products/ProductPresenter';
import type { ProductStore } from '../../products/ProductStore';
import { askedRange, type AskedRange } from '../askedRange';
import { startOf } from '../intervals';
import type {
  ComparedPlace,
  CompletenessStore,
  Gap,
} from './CompletenessStore';
import { type LoggedPlace, placeId } from './LoggedCount';
import type { LoggedPlaces } from './LoggedPlaces';

const DAY_MS = 86_400_000;

export type GapQuery = PageRequest & AskedRange & { productId?: string };

type Place = LoggedPlace & { source: string };

type Options = {
  completenessStore: CompletenessStore;
  productStore: ProductStore;
  gatewayApiStore: GatewayApiStore;
  accountStore: AccountStore;
  places: LoggedPlaces;
  access: AccessControl;
};

/**
 * Tells which calls are not in the log: who looks after the infrastructure of all gateways, who looks after products of
 * those at which they are offered.
 */
export class CompletenessService {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  async list(caller: Caller, query: GapQuery): Promise<UsageGapPage> {
    const { completenessStore } = this.#options;
    const { from, to } = askedRange(query, 7 * DAY_MS);
    const placeIds = await this.#placeIds(caller, query.productId);
    const filter = { placeIds, from: startOf('hour', from), to };
    const places = await completenessStore.places(placeIds);
    const { items, totalItems } = await completenessStore.listGaps(
      filter,
      query,
    );
    const sum = await completenessStore.sumGaps(filter);
    const nameOf = await this.#names([...items, ...places]);
    return {
      items: items.map(gap => toGap(gap, nameOf(gap))),
      totalItems,
      missingCalls: sum.calls,
      missingHours: sum.hours,
      ...compared(places),
      notCompared: places.flatMap(({ problem, ...place }) =>
        problem === null ? [] : [{ place: nameOf(place), why: problem }],
      ),
    };
  }

  /** Undefined: all. */
  async #placeIds(
    caller: Caller,
    productId: string | undefined,
  ): Promise<string[] | undefined> {
    const { access, places, productStore } = this.#options;
    const mayAll = await access.allows(caller, infrastructureReadPermission);
    if (mayAll && productId === undefined) {
      return undefined;
    }
    const may = await access.decider(caller, apiProductResourceRef);
    const all = await places.all();
    const wanted = productId
      ? [productId]
      : [...new Set(all.map(place => place.productId))];
    const products = (await productStore.findByIds(wanted)).filter(product =>
      may(productUpdatePermission, toResource(product)),
    );
    if (productId !== undefined && products.length === 0) {
      throw new NotFoundError(
        `There is no product ${productId} that you look after`,
      );
    }
    const ids = new Set(products.map(({ id }) => id));
    const own = all.filter(place => ids.has(place.productId));
    return [...new Set(own.map(place => placeId(place.source, place)))];
  }

  /** What people call places. */
  async #names(places: Place[]) {
    const { gatewayApiStore, accountStore } = this.#options;
    const names = new Map<string, string>();
    const aliases = new Map<string, string>();
    for (const source of new Set(places.map(place => place.source))) {
      const own = places.filter(place => place.source === source);
      const apis = await gatewayApiStore.findByKeys(source, own);
      apis.forEach(api => names.set(placeId(source, api), api.title));
      const found = await accountStore.findLinkedAliases(source, [
        ...new Set(own.map(({ accountId }) => accountId)),
      ]);
      found.forEach((alias, id) => aliases.set(`${source} ${id}`, alias));
    }
    return ({ source, accountId, region, apiId, stage }: Place) => ({
      accountId,
      accountAlias: aliases.get(`${source} ${accountId}`),
      region,
      apiId,
      stage,
      title: names.get(placeId(source, { accountId, region, apiId, stage })),
    });
  }
}

/** One that was added just now has no hour that could be compared. */
function compared(places: ComparedPlace[]) {
  const begun = places.filter(
    ({ comparedFrom, comparedUntil }) => comparedUntil > comparedFrom,
  );
  const from = Math.max(...begun.map(({ comparedFrom }) => comparedFrom));
  const until = Math.min(...begun.map(({ comparedUntil }) => comparedUntil));
  return begun.length > 0 && until > from
    ? { comparedFrom: isoTime(from), comparedUntil: isoTime(until) }
    : {};
}

function toGap(
  { placeId: id, hour, logged, counted, missing }: Gap,
  place: UsageGap['place'],
): UsageGap {
  return {
    id: `${id}-${hour}`,
    place,
    hour: isoTime(hour),
    loggedCalls: logged,
    countedCalls: counted,
    missingCalls: missing,
  };
}
