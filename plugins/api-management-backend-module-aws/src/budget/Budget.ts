import type { ReadPriority } from '@oaf/backstage-plugin-api-management-node';
import { onAbort } from '../abort/onAbort';
import { AdaptiveRate } from './AdaptiveRate';
import type { Clock } from './Clock';
import { TokenBucket, type Limits } from './TokenBucket';
import { WaitingLine } from './WaitingLine';

export type Throttling = {
  /** What the gateway asked to wait before the next request, if it did. */
  retryAfterMs?: number;
};

/** Leave to send one request. */
export type Permit = {
  /** To be called once the answer is there, or none will come. */
  settle(throttling?: Throttling): void;
};

export type PermitRequest = { priority: ReadPriority; signal: AbortSignal };

type Waiter = { grant(permit: Permit): void };

/** Gives leave for requests that share one quota. */
export class Budget {
  readonly #limits: Limits;
  readonly #clock: Clock;
  readonly #rate: AdaptiveRate;
  readonly #bucket: TokenBucket;
  readonly #line = new WaitingLine<Waiter>();
  #successor: Budget | undefined;
  #pausedUntil = -Infinity;
  #timer: (() => void) | undefined;

  constructor(limits: Limits, clock: Clock, tokens?: number) {
    this.#limits = limits;
    this.#clock = clock;
    this.#rate = new AdaptiveRate(limits.rate);
    this.#bucket = new TokenBucket(limits, clock.now(), tokens);
  }

  /** What it allows now. */
  limits(): Limits {
    return { ...this.#limits, rate: this.#rate.at(this.#clock.now()) };
  }

  /** @throws the signal's reason when it is aborted before there is leave */
  async acquire({ priority, signal }: PermitRequest): Promise<Permit> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const waiter: Waiter = { grant: resolve };
      const ignore = onAbort(signal, () => {
        this.#last().#line.leave(waiter);
        reject(signal.reason);
      });
      waiter.grant = permit => {
        ignore();
        resolve(permit);
      };
      this.#line.join(waiter, priority);
      this.#serve();
    });
  }

  /** From now on `successor` gives leave to all who wait here. */
  handOver(successor: Budget) {
    this.#timer?.();
    this.#timer = undefined;
    this.#successor = successor;
    this.#line.moveTo(successor.#line);
    successor.#serve();
  }

  #last(): Budget {
    return this.#successor ? this.#successor.#last() : this;
  }

  #serve() {
    const now = this.#clock.now();
    this.#bucket.setRate(this.#rate.at(now), now);
    for (
      let waiter = this.#line.first();
      waiter && now >= this.#pausedUntil && this.#bucket.hold(now);
      waiter = this.#line.first()
    ) {
      this.#line.leave(waiter);
      waiter.grant(this.#permit(now));
    }
    this.#serveLater(now);
  }

  #serveLater(now: number) {
    if (this.#line.isEmpty || this.#timer) {
      return;
    }
    const delay = Math.max(this.#bucket.waitMs(now), this.#pausedUntil - now);
    this.#timer = this.#clock.after(delay, () => {
      this.#timer = undefined;
      this.#serve();
    });
  }

  #permit(sentAt: number): Permit {
    return {
      settle: throttling => {
        const now = this.#clock.now();
        this.#bucket.spend(now);
        if (throttling) {
          this.#slowDown(throttling, sentAt, now);
        }
      },
    };
  }

  #slowDown({ retryAfterMs = 0 }: Throttling, sentAt: number, now: number) {
    this.#rate.cut(sentAt, now);
    this.#bucket.setRate(this.#rate.at(now), now);
    this.#bucket.drain(now);
    this.#pausedUntil = Math.max(this.#pausedUntil, now + retryAfterMs);
  }
}
