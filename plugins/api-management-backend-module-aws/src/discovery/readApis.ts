import { isNotFound } from '../controlPlane/AwsFault';
import type { ControlPlane, Reading } from '../controlPlane/ControlPlane';
import type {
  RestApi,
  RestStage,
  V2Api,
  V2ApiMapping,
  V2DomainName,
  V2Model,
  V2Route,
  V2Stage,
} from './apiGatewayShapes';

/** The most that a page may hold. */
const PAGE = '500';

async function* readPages<Item>(
  readPage: (
    token: string | undefined,
  ) => Promise<{ items?: Item[]; next?: string }>,
): AsyncIterable<Item> {
  let token: string | undefined;
  do {
    const { items, next } = await readPage(token);
    yield* items ?? [];
    token = next;
  } while (token);
}

export function readRestApis(plane: ControlPlane, reading: Reading) {
  return readPages<RestApi>(async position => {
    const page = await plane.getJson<{ item?: RestApi[]; position?: string }>(
      reading,
      '/restapis',
      { limit: PAGE, position },
    );
    return { items: page.item, next: page.position };
  });
}

function readV2<Item>(plane: ControlPlane, reading: Reading, path: string) {
  return readPages<Item>(async nextToken => {
    const page = await plane.getJson<{ items?: Item[]; nextToken?: string }>(
      reading,
      path,
      { maxResults: PAGE, nextToken },
    );
    return { items: page.items, next: page.nextToken };
  });
}

export const readV2Apis = (plane: ControlPlane, reading: Reading) =>
  readV2<V2Api>(plane, reading, '/v2/apis');

/** Those of REST APIs as well. */
export const readDomainNames = (plane: ControlPlane, reading: Reading) =>
  readV2<V2DomainName>(plane, reading, '/v2/domainnames');

export const readApiMappings = (
  plane: ControlPlane,
  reading: Reading,
  domainName: string,
) =>
  readV2<V2ApiMapping>(
    plane,
    reading,
    `/v2/domainnames/${encodeURIComponent(domainName)}/apimappings`,
  );

export const readRoutes = (plane: ControlPlane, read: Reading, id: string) =>
  readV2<V2Route>(plane, read, `/v2/apis/${encodeURIComponent(id)}/routes`);

export const readModels = (plane: ControlPlane, read: Reading, id: string) =>
  readV2<V2Model>(plane, read, `/v2/apis/${encodeURIComponent(id)}/models`);

export async function collect<Item>(items: AsyncIterable<Item>) {
  const all: Item[] = [];
  for await (const item of items) {
    all.push(item);
  }
  return all;
}

/** Undefined for what does not exist (any more). */
export async function ifFound<Value>(
  value: Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await value;
  } catch (error) {
    if (isNotFound(error)) {
      return undefined;
    }
    throw error;
  }
}

export const readRestApi = (plane: ControlPlane, read: Reading, id: string) =>
  ifFound(plane.getJson<RestApi>(read, `/restapis/${encodeURIComponent(id)}`));

export const readV2Api = (plane: ControlPlane, read: Reading, id: string) =>
  ifFound(plane.getJson<V2Api>(read, `/v2/apis/${encodeURIComponent(id)}`));

/** Empty when the API was deleted meanwhile. */
export async function readRestStages(
  plane: ControlPlane,
  reading: Reading,
  id: string,
): Promise<RestStage[]> {
  const path = `/restapis/${encodeURIComponent(id)}/stages`;
  const page = await ifFound(
    plane.getJson<{ item?: RestStage[] }>(reading, path),
  );
  return page?.item ?? [];
}

/** Empty when the API was deleted meanwhile. */
export async function readV2Stages(
  plane: ControlPlane,
  reading: Reading,
  id: string,
): Promise<V2Stage[]> {
  const path = `/v2/apis/${encodeURIComponent(id)}/stages`;
  return (await ifFound(collect(readV2<V2Stage>(plane, reading, path)))) ?? [];
}
