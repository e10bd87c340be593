import type { LinkedAccount } from '@oaf/backstage-plugin-api-management-node';
import type { ControlPlane, Reading } from '../controlPlane/ControlPlane';
import { readInvokeUrls, type InvokeUrls } from './InvokeUrls';

/**
 * A region may have a hundred custom domains, too many to read them again for each API that changed. So long they are
 * taken from the last sweep.
 */
const RECALL_MS = 15 * 60 * 1000;

type Entry = { invokeUrls: InvokeUrls; readAt: number };

export class InvokeUrlCache {
  readonly #plane: ControlPlane;
  readonly #entries = new Map<string, Entry>();

  constructor(plane: ControlPlane) {
    this.#plane = plane;
  }

  /** As they are now. */
  async read(reading: Reading): Promise<InvokeUrls> {
    const readAt = Date.now();
    const invokeUrls = await readInvokeUrls(this.#plane, reading);
    this.#entries.set(keyOf(reading), { invokeUrls, readAt });
    return invokeUrls;
  }

  /** As they were lately. */
  async recall(reading: Reading): Promise<InvokeUrls> {
    const entry = this.#entries.get(keyOf(reading));
    return entry && Date.now() - entry.readAt < RECALL_MS
      ? entry.invokeUrls
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
