import type { asUser } from '../asUser';

/** What the moves of one sequence have made so far, and what must be true of it in the end. */
export class World {
  readonly products: string[] = [];
  readonly applications: string[] = [];
  readonly subscriptions: string[] = [];
  /** By subscription and plan: the limits and price that were agreed. */
  readonly agreed = new Map<string, string>();
  readonly planChanges: string[] = [];
  readonly credentials: Array<{ subscriptionId: string; id: string }> = [];
  /** Secrets that were shown, by credential. */
  readonly shown = new Map<string, number>();
  readonly violations: string[] = [];
  readonly apiId: string;

  constructor(apiId: string) {
    this.apiId = apiId;
  }
}

/** A person at one of the replicas. */
export type Person = ReturnType<typeof asUser>;

/** One of the list, chosen by any number. */
export function oneOf<Item>(items: Item[], choice: number): Item | undefined {
  return items[choice % items.length];
}
