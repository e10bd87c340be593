import type { ReadPriority } from '@oaf/backstage-plugin-api-management-node';

/** Who waits, first come first served, the interactive before all others. */
export class WaitingLine<Waiter> {
  readonly #lanes: Record<ReadPriority, Set<Waiter>> = {
    interactive: new Set(),
    sweep: new Set(),
  };

  get isEmpty(): boolean {
    return this.#lanes.interactive.size + this.#lanes.sweep.size === 0;
  }

  join(waiter: Waiter, priority: ReadPriority) {
    this.#lanes[priority].add(waiter);
  }

  leave(waiter: Waiter) {
    this.#lanes.interactive.delete(waiter);
    this.#lanes.sweep.delete(waiter);
  }

  first(): Waiter | undefined {
    const lane = this.#lanes.interactive.size
      ? this.#lanes.interactive
      : this.#lanes.sweep;
    return lane.values().next().value;
  }

  /** Everyone moves, each to the end of the same lane over there. */
  moveTo(other: WaitingLine<Waiter>) {
    for (const priority of ['interactive', 'sweep'] as const) {
      this.#lanes[priority].forEach(waiter => other.join(waiter, priority));
      this.#lanes[priority].clear();
    }
  }
}
