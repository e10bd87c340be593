import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  AccountLink,
  GatewayApi,
} from '@oaf/backstage-plugin-api-management-common';
import { patiently } from '../deployments/patiently';
import type { Portal } from '../portal/portalOf';

/** Milliseconds between two looks. */
const INTERVAL = 1_000;

/** As many as a page of the backend's may have. */
const PAGE = 200;

export type ApiPlace = {
  accountLinkId: string;
  region: string;
  /** As the gateway calls it. */
  apiId: string;
  /** The only one, when absent. */
  stage?: string;
};

type Task = { logger: LoggerService; signal?: AbortSignal };

/**
 * Has a region of a linked account imported, waits until that is over, and finds an API of it.
 *
 * @throws Error when the import failed, or did not bring the API
 */
export async function importApi(
  portal: Portal,
  place: ApiPlace,
  task: Task,
): Promise<GatewayApi> {
  const { region, apiId } = place;
  task.logger.info(`Importing ${region}`);
  await haveImported(portal, place, task);
  const api = await findApi(portal, place, task);
  if (!api) {
    throw new Error(
      `${region} was imported, and has no API ${apiId}${
        place.stage ? ` with the stage ${place.stage}` : ''
      }; see that the link imports this region and that the API is deployed`,
    );
  }
  task.logger.info(`Imported ${api.title} as ${api.entityRef}`);
  return api;
}

async function haveImported(
  portal: Portal,
  place: ApiPlace,
  task: Task,
): Promise<void> {
  const { region } = place;
  const { signal } = task;
  let link = await patiently(() => request(portal, place, task), signal);
  while (statusOf(link, region)?.import) {
    await sleep(INTERVAL, undefined, { signal });
    link = await patiently(() => readLink(portal, place), signal);
  }
  const error = statusOf(link, region)?.error;
  if (error) {
    throw new Error(`${region} could not be imported: ${error}`);
  }
}

/** Asks for an import of the region, which is one of those that are imported from then on. */
async function request(
  portal: Portal,
  place: ApiPlace,
  { logger }: Task,
): Promise<AccountLink> {
  const { client, token } = portal;
  const { region } = place;
  const path = { accountLinkId: place.accountLinkId };
  const link = await readLink(portal, place);
  if (statusOf(link, region)) {
    return client.syncAccountLink({ path, query: { region } }, await token());
  }
  logger.info(`${link.alias} is imported from ${region} from now on`);
  const regions = [...link.regions.map(one => one.region), region];
  const query = { version: link.version };
  return client.updateAccountLink(
    { path, query, body: { regions } },
    await token(),
  );
}

async function readLink({ client, token }: Portal, place: ApiPlace) {
  const path = { accountLinkId: place.accountLinkId };
  return client.getAccountLink({ path }, await token());
}

function statusOf({ regions }: AccountLink, name: string) {
  return regions.find(({ region }) => region === name);
}

async function findApi(
  portal: Portal,
  place: ApiPlace,
  task: Task,
  offset = 0,
): Promise<GatewayApi | undefined> {
  const { client, token } = portal;
  const { accountLinkId, region, apiId, stage } = place;
  const query = { accountLinkId, region, offset, limit: PAGE };
  const { items, totalItems } = await patiently(
    async () => client.listGatewayApis({ query }, await token()),
    task.signal,
  );
  const found = items.find(
    api => api.apiId === apiId && [undefined, api.stage].includes(stage),
  );
  const next = offset + items.length;
  return (
    found ??
    (next < totalItems && items.length > 0
      ? findApi(portal, place, task, next)
      : undefined)
  );
}
