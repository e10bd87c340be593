import { faultKinds } from './faultKinds';
import type { Operation } from './operations';
import type { CallOf, Case } from './Strike';

/** The cases of each operation that are still to be tried. */
export class FaultQueue {
  readonly #cases = new Map<string, Case[]>();
  readonly #part: number;

  /** @param part - one case of so many is tried, so that each call and each kind has its share */
  constructor(part: number) {
    this.#part = part;
  }

  /** Every kind of fault at each of the calls. */
  add({ name }: Operation, calls: CallOf[]) {
    const cases = calls.flatMap((call, index) =>
      faultKinds
        .filter((_, kind) => (index + kind) % this.#part === 0)
        .map(kind => ({ call, kind })),
    );
    this.#cases.set(name, cases);
  }

  take({ name }: Operation): Case | undefined {
    return this.#cases.get(name)?.shift();
  }

  has(operations: Operation[]): boolean {
    return operations.some(({ name }) => this.#cases.get(name)?.length);
  }
}
