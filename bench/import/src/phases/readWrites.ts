import type { Backend } from '@oaf/bench-harness';

/** What must not grow when nothing changed. */
export type Writes = {
  changeNumber: number;
  /** Entities that the catalog was given, and when it was given one last. */
  entities: number;
  lastEntityAt: string | null;
};

export function readWrites(backend: Backend): Writes {
  const [{ changeNumber }] = backend.read<{ changeNumber: number }>(
    'api-management',
    `select value as changeNumber from counters where name = 'gateway-api-changes'`,
  );
  const [given] = backend.read<Omit<Writes, 'changeNumber'>>(
    'catalog',
    'select count(*) as entities, max(last_discovery_at) as lastEntityAt from refresh_state',
  );
  return { changeNumber, ...given };
}
