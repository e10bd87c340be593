import type { Grant } from '@oaf/contract';
import { type Period, quotaPeriod } from '@oaf/contract';

type Quota = NonNullable<Grant['limits']['quota']>;

/** A call as quotas know it. */
export interface CountedCall {
  /** As in the access log. */
  requestId: string;
  /** Epoch milliseconds at which it arrived. */
  requestTime: number;
}

/** Counts the billable calls of a period in the access log, without those named. */
export type CountLogged = (
  period: Period,
  exceptRequestIds: string[],
) => Promise<number>;

/** What a call takes of the quota while it runs. */
export interface Reservation {
  /** The call is not billable. */
  release(): void;
  /** The call is in the access log from now on. */
  end(): void;
}

interface Counter extends Period {
  calls: number;
}

/** How long the count of a period that is over is kept for calls that arrived in it and are judged late. */
const LATE_MS = 60 * 60 * 1000;

function holds({ start, end }: Period, { requestTime }: CountedCall): boolean {
  return start <= requestTime && requestTime < end;
}

/**
 * The calls of one application to one product under one plan, counted for every period that the plan asks for: the day's
 * count goes on while the plan counts the month. A count begins with the access log and the calls that run, which are not in it yet;
 * nobody is let in while that is found out, so no call is missed or counted twice.
 */
export class UsedQuota {
  readonly #countLogged: CountLogged;
  readonly #running = new Set<CountedCall & { isFree: boolean }>();
  #counters: Counter[] = [];
  #counting: Promise<void> | undefined;

  constructor(countLogged: CountLogged) {
    this.#countLogged = countLogged;
  }

  /** Undefined when the quota is used up; then nothing is taken. Without a quota the call counts for quotas to come. */
  async reserve(
    call: CountedCall,
    quota: Quota | null,
  ): Promise<Reservation | undefined> {
    const period = quota && quotaPeriod(quota.period, call.requestTime);
    while (this.#counting || (period && !this.#find(period))) {
      await (this.#counting ??= this.#count(period!));
    }
    // From here to the end nothing is awaited: what was read still holds when it is written.
    return quota && this.#find(period!)!.calls >= quota.limit
      ? undefined
      : this.#take(call);
  }

  #take({ requestId, requestTime }: CountedCall): Reservation {
    const call = { requestId, requestTime, isFree: false };
    this.#running.add(call);
    this.#add(call, 1);
    return {
      release: () => {
        if (!call.isFree) {
          call.isFree = true;
          this.#add(call, -1);
        }
      },
      end: () => this.#running.delete(call),
    };
  }

  #add(call: CountedCall, calls: number) {
    for (const counter of this.#counters) {
      if (holds(counter, call)) {
        counter.calls += calls;
      }
    }
  }

  #find({ start, end }: Period): Counter | undefined {
    return this.#counters.find(
      counter => counter.start === start && counter.end === end,
    );
  }

  async #count(period: Period): Promise<void> {
    const running = [...this.#running].filter(call => holds(period, call));
    try {
      const logged = await this.#countLogged(
        period,
        running.map(({ requestId }) => requestId),
      );
      const calls = logged + running.filter(({ isFree }) => !isFree).length;
      this.#counters = this.#counters
        .filter(({ end }) => end > period.start - LATE_MS)
        .concat({ ...period, calls });
    } finally {
      this.#counting = undefined;
    }
  }
}
