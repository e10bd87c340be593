import type { OpenPortal } from './openPortal';
import { standStill } from './standStill';

/** Reading the code for the first time takes a busy machine longer than Jest waits by default. */
const START_MS = 60_000;

export type Portal = OpenPortal['portal'];

/**
 * The plugin's HTTP API over SQLite with the default role policy and the two APIs of a gateway in memory. Each test
 * begins with the same database within milliseconds. What runs by itself elsewhere runs here when it is told to, and
 * time stands still until a test moves it.
 */
export function usePortal(now = '2026-03-10T12:00:00.000Z'): Portal {
  const portal = {} as Portal;
  let open: OpenPortal;

  beforeAll(async () => {
    // Only here, so that a file none of whose tests is chosen costs nothing; with each mutant that is most files.
    const {
      openPortal,
    }: typeof import('./openPortal') = require('./openPortal');
    open = await openPortal();
    Object.assign(portal, open.portal);
  }, START_MS);
  beforeEach(async () => {
    await open.reset();
    standStill(now);
  });
  afterEach(async () => {
    await portal.provision();
    jest.useRealTimers();
  });
  afterAll(() => open?.close());
  return portal;
}
