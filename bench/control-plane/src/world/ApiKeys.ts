import { randomUUID } from 'node:crypto';

type Tags = Record<string, string>;

export type ApiKey = {
  id: string;
  name?: string;
  description?: string;
  value: string;
  enabled: boolean;
  tags: Tags;
};

export type UsagePlan = {
  id: string;
  name: string;
  apiStages: { apiId: string; stage: string }[];
  throttle?: object;
  quota?: object;
  tags: Tags;
};

const newId = () => randomUUID().replaceAll('-', '').slice(0, 10);

const carries = (tags: Tags, wanted: Tags) =>
  Object.entries(wanted).every(([key, value]) => tags[key] === value);

/** API keys, usage plans, and which key is in which plan. */
export class ApiKeys {
  readonly keys = new Map<string, ApiKey>();
  readonly plans = new Map<string, UsagePlan>();
  readonly #values = new Set<string>();
  readonly #members = new Map<string, Set<string>>();

  /** Answers undefined when there is a key of this value already. */
  addKey(given: Partial<ApiKey>): ApiKey | undefined {
    const value = given.value ?? newId();
    if (this.#values.has(value)) {
      return undefined;
    }
    const key = { enabled: false, tags: {}, ...given, value, id: newId() };
    this.#values.add(value);
    this.keys.set(key.id, key);
    return key;
  }

  removeKey({ id, value }: ApiKey) {
    this.keys.delete(id);
    this.#values.delete(value);
    this.#members.forEach(members => members.delete(id));
  }

  addPlan(given: Omit<UsagePlan, 'id'>): UsagePlan {
    const plan = { ...given, tags: given.tags ?? {}, id: newId() };
    this.plans.set(plan.id, plan);
    this.#members.set(plan.id, new Set());
    return plan;
  }

  removePlan(id: string) {
    this.plans.delete(id);
    this.#members.delete(id);
  }

  /** The keys of a plan; undefined when there is no such plan. */
  members(planId: string): Set<string> | undefined {
    return this.#members.get(planId);
  }

  /** Ids of what carries all of the tags. */
  findKeys(tags: Tags): string[] {
    return [...this.keys.values()]
      .filter(key => carries(key.tags, tags))
      .map(({ id }) => id);
  }

  findPlans(tags: Tags): string[] {
    return [...this.plans.values()]
      .filter(plan => carries(plan.tags, tags))
      .map(({ id }) => id);
  }
}
