import type { Clock, ReplayStore } from '../ports';

export class InMemoryReplayStore implements ReplayStore {
  readonly #expiryOfKey = new Map<string, number>();

  constructor(private readonly clock: Clock = Date.now) {}

  async insertOnce(key: string, expiresAt: number): Promise<boolean> {
    const known = this.#expiryOfKey.get(key);
    if (known !== undefined && this.clock() < known) {
      return false;
    }
    this.#expiryOfKey.set(key, expiresAt);
    return true;
  }
}
