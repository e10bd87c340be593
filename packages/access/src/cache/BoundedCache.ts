/**
 * Remembers the `size` newest entries. The oldest makes room, read or not: an entry that is missed is made again, and keeping
 * the order of reading would cost every hit two writes.
 */
export class BoundedCache<Value> {
  readonly #entries = new Map<string, Value>();
  /** One iterator that goes on: each new one would walk again over the places of all that made room. */
  #oldest = this.#entries.keys();

  constructor(private readonly size: number) {}

  get(key: string): Value | undefined {
    return this.#entries.get(key);
  }

  set(key: string, value: Value): void {
    if (this.#entries.size >= this.size && !this.#entries.has(key)) {
      this.#entries.delete(this.#oldest.next().value!);
    }
    this.#entries.set(key, value);
  }

  clear(): void {
    this.#entries.clear();
    this.#oldest = this.#entries.keys();
  }
}
