import { setTimeout as wait } from 'node:timers/promises';
import type { Portal } from '../portal/Portal';
import type { Call, Fault } from '../startProxy';
import type { FaultKind } from './faultKinds';

/** The n-th call of a name that an operation makes. */
export type CallOf = { name: string; nth: number };

/** What becomes of an operation's call. */
export type Case = { call: CallOf; kind: FaultKind };

/** A process that is killed answers nobody; one that works answers what needs no gateway within this time. */
const ANSWER_MS = 150;

/** Numbers calls of the same name. */
export function numbered(calls: Call[]): CallOf[] {
  return calls.map(({ name }, index) => ({
    name,
    nth: calls.slice(0, index).filter(one => one.name === name).length,
  }));
}

/** Strikes a call of a portal once. */
export class Strike {
  readonly #portal: Portal;
  readonly #harm: Case;
  readonly #killed: Promise<unknown>;
  #tellKilled = () => {};
  #struck: Call | undefined;
  #seen = 0;
  #count = 0;
  #isRestarted = false;
  #isKilled = false;

  constructor(portal: Portal, harm: Case) {
    this.#portal = portal;
    this.#harm = harm;
    this.#killed = new Promise<void>(resolve => {
      this.#tellKilled = resolve;
    });
    portal.fault = call => this.#faultOf(call);
  }

  get isStruck(): boolean {
    return this.#struck !== undefined;
  }

  /** Does it, or gives it up when the process is killed meanwhile. */
  async orKilled<Result>(work: Promise<Result>): Promise<Result | undefined> {
    if (this.#isRestarted) {
      return work;
    }
    const left = this.#killed.then(() => Promise.race([work, wait(ANSWER_MS)]));
    return (await Promise.race([work, left])) as Result | undefined;
  }

  /** @returns whether another process took the place of one that was killed */
  async restartIfKilled(): Promise<boolean> {
    if (!this.#isKilled || this.#isRestarted) {
      return false;
    }
    this.#isRestarted = true;
    await this.#portal.restart();
    return true;
  }

  #faultOf(call: Call): Fault | undefined {
    const { kind } = this.#harm;
    if (this.#struck) {
      this.#count += 1;
      return kind.strike(call, this.#struck, this.#count);
    }
    if (!this.#isMeant(call)) {
      return undefined;
    }
    this.#struck = call;
    if (kind.kills) {
      this.#isKilled = true;
      this.#portal.kill();
      this.#tellKilled();
    }
    return kind.strike(call, call, 0);
  }

  #isMeant({ name }: Call): boolean {
    const { call } = this.#harm;
    if (name !== call.name) {
      return false;
    }
    this.#seen += 1;
    return this.#seen > call.nth;
  }
}
