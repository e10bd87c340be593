import type { QuotaUse, Quotas } from '../ports';

export class InMemoryQuotas implements Quotas {
  readonly #counts = new Map<string, number>();

  async take({ limit, ...use }: QuotaUse): Promise<boolean> {
    const key = JSON.stringify(Object.entries(use).sort());
    const count = this.#counts.get(key) ?? 0;
    if (count >= limit) {
      return false;
    }
    this.#counts.set(key, count + 1);
    return true;
  }
}
