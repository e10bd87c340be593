import type { LinkedAccount } from '@oaf/backstage-plugin-api-management-node';
import type { ControlPlane, Reading } from '../controlPlane/ControlPlane';
import { readEndpoints, type Endpoints } from './Endpoints';

/**
 * A region may have a hundred custom domains, too many to read them again for each API that changed. So long they are
 * taken from the last sweep.
 */
const RECALL_MS = 15 * 60 * 1000;

type Entry = { endpoints: Endpoints; readAt: number };

export class EndpointCache {
  readonly #plane: ControlPlane;
  readonly #entries = new Map<string, Entry>();

  constructor(plane: ControlPlane) {
    this.#plane = plane;
  }

  /** As they are now. */
  async read(reading: Reading): Promise<Endpoints> {
    const readAt = Date.now();
    const endpoints = await readEndpoints(this.#plane, reading);
    this.#entries.set(keyOf(reading), { endpoints, readAt });
    return endpoints;
  }

  /** As they were lately. */
  async recall(reading: Reading): Promise<Endpoints> {
    const entry = this.#entries.get(keyOf(reading));
    return entry && Date.now() - entry.readAt < RECALL_MS
      ? entry.endpoints
      : this.read(reading);
  }

  forget({ id }: LinkedAccount) {
    for (const key of this.#entries.keys()) {
      if (key.startsWith(`${id}/`)) {
        this.#entries.delete(key);
      }
    }
  }
}

function keyOf({ account, region }: Reading): string {
  return `${account.id}/${region}`;
}
