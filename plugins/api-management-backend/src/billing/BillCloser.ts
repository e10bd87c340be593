import type {
  AuditorService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { calendarMonth, calendarMonthOf } from '@oaf/rating';
import type { GatewayDrivers } from '../accounts/GatewayDrivers';
import { audited } from '../audit/audited';
import type { UsageStore } from '../usage/UsageStore';
import type { Accrual, BillStore, ClosedBill } from './BillStore';
import { billId } from './billView';
import { rateTerms } from './rateTerms';

const BATCH = 200;

/** Records of other replicas' calls may be on their way when a month is over. */
const GRACE_MS = 3_600_000;

/** How far the closing of a month is: the ids of bills that are left, and how many are closed. */
type ClosingMonth = {
  period: string;
  now: number;
  left: string[];
  closed: number;
};

/** A damaged row may have it already. */
const notStored = (id: string) => ({
  id,
  problem: 'A bill of another subscription has its identifier',
});

/**
 * Closes the bills of months that are over and counted. A bill that is there is left alone, so it may run in several
 * replicas at once, be cut off anywhere, and be run again.
 */
export class BillCloser {
  readonly #bills: BillStore;
  readonly #usage: UsageStore;
  readonly #drivers: GatewayDrivers;
  readonly #auditor: AuditorService;
  readonly #logger: LoggerService;
  readonly #told = new Set<string>();

  constructor(options: {
    billStore: BillStore;
    usageStore: UsageStore;
    drivers: GatewayDrivers;
    auditor: AuditorService;
    logger: LoggerService;
  }) {
    this.#bills = options.billStore;
    this.#usage = options.usageStore;
    this.#drivers = options.drivers;
    this.#auditor = options.auditor;
    this.#logger = options.logger;
  }

  /** @param now - epoch milliseconds */
  async run(signal: AbortSignal, now: number = Date.now()): Promise<void> {
    const until = Math.min(now - GRACE_MS, await this.#countedUntil());
    const last = calendarMonthOf(
      calendarMonth(calendarMonthOf(until)).start - 1,
    );
    for (const period of await this.#bills.listOpenPeriods(last)) {
      await this.#close(period, signal, now);
    }
  }

  /** Tells of calls that were counted in these hours (epoch milliseconds at their starts) after their bills were closed. */
  async noteLateCalls(hours: number[]): Promise<void> {
    for (const period of new Set(hours.map(calendarMonthOf))) {
      for (const { id, lateCalls } of await this.#bills.noteLateCalls(period)) {
        this.#logger.warn(
          `Bill ${id} is closed; ${lateCalls} billable calls that were counted since are not in it`,
        );
      }
    }
  }

  /** Without any source nothing can arrive any more. */
  async #countedUntil(): Promise<number> {
    const sources = this.#drivers.sources();
    return sources.length === 0
      ? Infinity
      : (await this.#usage.meteredUntil(sources)) ?? 0;
  }

  async #close(period: string, signal: AbortSignal, now: number) {
    const { closed, left } = await this.#closeBills(period, signal, now);
    if (left.length === 0) {
      await this.#bills.closePeriod(period);
    }
    if (closed > 0) {
      // What was counted between the reading and the storing of a bill.
      await this.noteLateCalls([calendarMonth(period).start]);
    }
  }

  /** Bills that cannot be made or stored stay where they are, and are passed over. */
  async #closeBills(period: string, signal: AbortSignal, now: number) {
    const month: ClosingMonth = { period, now, left: [], closed: 0 };
    let after = '';
    for (;;) {
      signal.throwIfAborted();
      const accruals = await this.#bills.listAccrualsAfter(
        after,
        period,
        BATCH,
      );
      if (accruals.length === 0) {
        break;
      }
      await this.#closeBatch(accruals, month);
      after = accruals.at(-1)!.subscription.id;
    }
    // All at once, as few subscriptions change their plans.
    await this.#closeBatch(
      await this.#bills.listChangedAccruals({ period }, []),
      month,
    );
    return month;
  }

  async #closeBatch(accruals: Accrual[], month: ClosingMonth) {
    const { period, now } = month;
    const bills = accruals.map(accrual => toClosedBill(accrual, period, now));
    const made = bills.flatMap(bill => ('problem' in bill ? [] : bill));
    const unmade = bills.flatMap(bill => ('problem' in bill ? bill : []));
    const taken = await this.#store(made, period);
    month.left.push(
      ...[...unmade, ...taken.map(notStored)].map(bill => this.#tell(bill)),
    );
    month.closed += made.length - taken.length;
  }

  /** Once, as it is found again at every run until somebody repairs it. */
  #tell({ id, problem }: { id: string; problem: string }): string {
    if (!this.#told.has(id)) {
      this.#told.add(id);
      this.#logger.warn(`Bill ${id} cannot be closed: ${problem}`);
    }
    return id;
  }

  /** Answers the ids of those that could not be stored. */
  async #store(bills: ClosedBill[], period: string): Promise<string[]> {
    if (bills.length === 0) {
      return [];
    }
    const meta = { period, bills: bills.length };
    return audited(this.#auditor, { eventId: 'bills-close', meta }, () =>
      this.#bills.close(bills),
    );
  }
}

function toClosedBill(
  accrual: Accrual,
  period: string,
  now: number,
): ClosedBill | { id: string; problem: string } {
  const { subscription, planId, planTitle, planVersion, price } = accrual;
  const id = billId(subscription.id, period, accrual.part);
  const { lines, total, problem } = rateTerms(price, period, accrual);
  if (problem !== undefined) {
    return { id, problem };
  }
  return {
    id,
    subscriptionId: subscription.id,
    period,
    application: subscription.application,
    product: subscription.product,
    requestedBy: subscription.requestedBy,
    terms: {
      planId,
      planTitle,
      planVersion,
      price: price!,
      term: accrual.term,
    },
    lines,
    total,
    counted: accrual.counted,
    billableCalls: accrual.billableCalls,
    lateCalls: 0,
    activeAt: subscription.activeAt ?? calendarMonth(period).start,
    closedAt: now,
  };
}
