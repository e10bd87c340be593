import type { Part } from '@oaf/aws-emulator';
import { faultKinds } from './faultKinds';
import type { Operation } from './operations';
import type { CallOf, Case } from './Strike';

/** The cases of each operation that are still to be tried. */
export class FaultQueue {
  readonly #cases = new Map<string, Case[]>();
  readonly #part: Part;

  /** @param part - of all the cases, so that each call and each kind has its share */
  constructor(part: Part) {
    this.#part = part;
  }

  /** Every kind of fault at each of the calls. */
  add({ name }: Operation, calls: CallOf[]) {
    const { nth, of } = this.#part;
    const cases = calls.flatMap((call, index) =>
      faultKinds
        .filter((_, kind) => (index + kind) % of === nth)
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
