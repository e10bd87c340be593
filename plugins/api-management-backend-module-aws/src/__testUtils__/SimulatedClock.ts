import type { Clock } from '../budget/Clock';

type Timer = { at: number; callback: () => void };

/** Time that passes when it is told to. */
export class SimulatedClock implements Clock {
  #now = 0;
  #timers: Timer[] = [];

  now() {
    return this.#now;
  }

  after(delayMs: number, callback: () => void) {
    const timer = { at: this.#now + Math.max(0, delayMs), callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter(other => other !== timer);
    };
  }

  /** Lets time pass, calling back what is due in its order. */
  async advance(ms: number) {
    const end = this.#now + ms;
    for (;;) {
      await settlePromises();
      const [next] = this.#timers.sort((a, b) => a.at - b.at);
      if (!next || next.at > end) {
        break;
      }
      this.#timers = this.#timers.filter(timer => timer !== next);
      this.#now = next.at;
      next.callback();
    }
    this.#now = end;
  }
}

async function settlePromises() {
  await new Promise(resolve => setImmediate(resolve));
}
