import type { PlanSpan, Price } from '@oaf/rating';

/** A plan while a subscription had it: half-open, epoch milliseconds; `until` is null while it goes on. */
export type PlanPeriod = {
  id: string;
  title: string;
  /** As agreed; null when it is lost or cannot be read. */
  price: Price | null;
  version?: number;
  since: number;
  until: number | null;
};

/** Which calls of a subscription a bill counts, when it is not the only one of its month. */
export type CountedPlans = { only: string } | { except: string[] };

export type BilledPlan = {
  plan: Pick<PlanPeriod, 'id' | 'title' | 'price' | 'version'>;
  /** When it was had, each time until the next plan began, also when its keys went on beside that. */
  spans: PlanSpan[];
  /** Null: all calls of the subscription. */
  counted: CountedPlans | null;
};

/**
 * The plans that a subscription is billed by in a month, one bill each, in the order in which they began. One that it had
 * twice is billed once, by what was agreed last. The plan that began last counts all calls that are of none of the
 * others, so that no call is in two bills or in none.
 */
export function billedPlans(
  month: { start: number; end: number },
  periods: PlanPeriod[],
): BilledPlan[] {
  const all = [...periods].sort((a, b) => a.since - b.since);
  const inOrder = all.filter(({ since, until }) =>
    meets(month, since, until ?? Infinity),
  );
  const last = inOrder.at(-1);
  const plans = new Map<string, PlanPeriod>();
  for (const period of inOrder) {
    plans.set(period.id, period);
  }
  return [...plans.values()].map(({ id, title, price, version }) => ({
    plan: { id, title, price, version },
    spans: inOrder
      .filter(period => period.id === id)
      .map(period => spanOf(period, all)),
    counted: id === last?.id ? allBut([...plans.keys()], id) : { only: id },
  }));
}

function spanOf(period: PlanPeriod, all: PlanPeriod[]): PlanSpan {
  const { since, until } = period;
  const next = all[all.indexOf(period) + 1];
  if (next && next.since < (until ?? Infinity)) {
    return { since, until: next.since, followed: true };
  }
  // At the instant at which it ends another one may begin.
  return until === null
    ? { since }
    : { since, until, ...(next && { followed: next.since === until }) };
}

function meets(
  { start, end }: { start: number; end: number },
  since: number,
  until: number,
): boolean {
  return since < end && until > start && until > since;
}

function allBut(ids: string[], id: string): CountedPlans | null {
  return ids.length === 1 ? null : { except: ids.filter(one => one !== id) };
}

/** The sum of what is counted by plan. */
export function countedCalls(
  calls: Map<string, number>,
  counted: CountedPlans | null,
): number {
  return [...calls]
    .filter(([planId]) => counts(counted, planId))
    .reduce((sum, [, count]) => sum + count, 0);
}

function counts(counted: CountedPlans | null, planId: string): boolean {
  if (!counted) {
    return true;
  }
  return 'only' in counted
    ? planId === counted.only
    : !counted.except.includes(planId);
}
