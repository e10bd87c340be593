import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { type Backend, eventually } from '@oaf/bench-harness';

const PAGE = 200;
const POLL_MS = 500;
const LIMIT_MS = 600_000;

/**
 * Waits until every region of every account was read after `since` (epoch milliseconds), and answers how many seconds
 * that took: to the end of the last region, not to the poll that saw it.
 */
export async function whenImported(
  backend: Backend,
  since: number,
  expected: { accounts: number; regions: number },
): Promise<number> {
  const links = await eventually(
    async () => {
      const { items } = await backend.api.listAccountLinks({
        query: { limit: PAGE },
      });
      const done = items.filter(link => isRead(link, since, expected.regions));
      return done.length === expected.accounts && items;
    },
    { everyMs: POLL_MS, withinMs: LIMIT_MS, what: 'The import of all regions' },
  ).catch(async error => {
    throw new Error(
      `${error}\n${await describeRest(backend, since, expected)}`,
    );
  });
  const ends = links.flatMap(link =>
    link.regions.map(region => Date.parse(region.syncedAt!)),
  );
  return (Math.max(...ends) - since) / 1000;
}

function isRead(link: AccountLink, since: number, regions: number): boolean {
  return (
    link.regions.length === regions &&
    link.regions.every(
      region =>
        region.fresh &&
        !region.import &&
        Date.parse(region.syncedAt ?? '') >= since,
    )
  );
}

async function describeRest(
  backend: Backend,
  since: number,
  expected: { regions: number },
): Promise<string> {
  const { items } = await backend.api.listAccountLinks({
    query: { limit: PAGE },
  });
  const rest = items.filter(link => !isRead(link, since, expected.regions));
  return `${rest.length} accounts are not read; the first is ${JSON.stringify(
    rest[0],
  )}`;
}
