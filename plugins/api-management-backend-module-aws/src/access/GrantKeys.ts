import { getItem } from '@oaf/access/aws';
import type {
  ApiKeyValues,
  ResourceCapacity,
} from '@oaf/backstage-plugin-api-management-node';
import type { Grant } from '@oaf/contract';
import type { GatewayManagement } from '../management/GatewayManagement';
import { Room } from '../quotas/Room';
import { ApiKeys } from './ApiKeys';
import {
  type HeldKey,
  HeldKeys,
  subscriptionRow,
  toHeldKeys,
} from './HeldKeys';
import type { KeyPlace } from './KeyPlace';
import { LostKeyError } from './LostKeyError';
import { underLock } from './underLock';
import { type Plan, planName, planRow, UsagePlans } from './UsagePlans';

type GrantedKey = Grant['apiKeys'][number];

/** By which its calls are counted. */
export function planOf(key: GrantedKey, grant: Grant): Plan {
  const { productId, planId, limits } = grant;
  return {
    productId,
    planId: key.planId ?? planId,
    limits: key.limits ?? limits,
  };
}

/** Of all keys of a grant, each once. */
export function plansOf(grant: Grant): Plan[] {
  const plans = grant.apiKeys.map(key => planOf(key, grant));
  return [...new Map(plans.map(one => [one.planId, one])).values()];
}

type KeyOptions = {
  place: KeyPlace;
  lockMs: number;
  apiKeyValues: ApiKeyValues;
  /** Of what API Gateway limits; default: as much as it lets. */
  capacity?: ResourceCapacity;
  /** Look at what is there instead of relying on what was noted. */
  afresh?: boolean;
};

/** How often a key is put into a plan that somebody removes at the same time. */
const ATTEMPTS = 3;

/**
 * Brings the API keys and usage plans of one subscription at a place in line with its grant. Whatever was cut off is found by what
 * is written in the gateway's table, and gone on with.
 */
export class GrantKeys {
  readonly #management: GatewayManagement;
  readonly #held: HeldKeys;
  readonly #keys: ApiKeys;
  readonly #plans: UsagePlans;
  readonly #place: KeyPlace;
  readonly #room: Room;
  /** After so long what was made is found by its tags. */
  readonly #settleMs: number;
  readonly #afresh: boolean;

  private constructor(
    management: GatewayManagement,
    options: KeyOptions & { held: HeldKeys },
  ) {
    this.#management = management;
    this.#held = options.held;
    this.#keys = new ApiKeys(management, options.apiKeyValues);
    this.#room = new Room(management, options.capacity);
    this.#plans = new UsagePlans(management, { ...options, room: this.#room });
    this.#place = options.place;
    this.#settleMs = options.lockMs;
    this.#afresh = options.afresh ?? false;
  }

  /** Does it while nobody else changes the subscription's keys. */
  static async use<Result>(
    management: GatewayManagement,
    subscriptionId: string,
    options: KeyOptions,
    perform: (keys: GrantKeys) => Promise<Result>,
  ): Promise<Result> {
    const { table, signal } = management;
    const { lockMs, place } = options;
    const pk = subscriptionRow(subscriptionId, place.name);
    return underLock(table, pk, { lockMs, signal }, async lock => {
      const held = new HeldKeys(management, lock);
      const result = await perform(
        new GrantKeys(management.at(place), { ...options, held }),
      );
      await held.close();
      return result;
    });
  }

  /**
   * Makes the grant's keys, each in its plan, on or off as the grant is. Others stay.
   *
   * @returns why one of them could not be made, which is no reason to keep the others from their holder
   */
  async bring(grant: Grant): Promise<LostKeyError | undefined> {
    if (this.#place.stages.length === 0) {
      return undefined;
    }
    const plans = plansOf(grant);
    if (this.#afresh) {
      await this.#lookAgain(plans);
    }
    let lost: LostKeyError | undefined;
    for (const key of grant.apiKeys) {
      lost = (await this.#bringKey(key, grant)) ?? lost;
    }
    for (const plan of plans) {
      // Its limits may be others by now.
      await this.#plans.ensure(plan);
    }
    return lost;
  }

  /** Deletes all keys but these, and plans that are left without one. */
  async keepOnly(wanted: GrantedKey[]): Promise<void> {
    const isAny = this.#place.stages.length > 0;
    const ids = isAny ? wanted.map(({ credentialId }) => credentialId) : [];
    const rest = this.#held
      .list()
      .filter(({ credentialId }) => !ids.includes(credentialId));
    for (const key of rest) {
      await this.#remove(key);
    }
  }

  async #bringKey(
    key: GrantedKey,
    grant: Grant,
  ): Promise<LostKeyError | undefined> {
    try {
      const made = await this.#ensure(key, grant);
      await this.#switch(made, grant.status === 'active');
      return undefined;
    } catch (error) {
      if (error instanceof LostKeyError) {
        return error;
      }
      throw error;
    }
  }

  /** Corrects what is noted by what is there, and puts keys back into their plans. */
  async #lookAgain(plans: Plan[]): Promise<void> {
    for (const plan of plans) {
      await this.#plans.lookAgain(plan);
      const usagePlanId = await this.#plans.ensure(plan);
      const keys = this.#held
        .list()
        .filter(key => key.plan === this.#planName(plan) && !key.gone);
      for (const key of keys) {
        await this.#lookAtKey(key, usagePlanId);
      }
    }
  }

  async #lookAtKey(key: HeldKey, usagePlanId: string): Promise<void> {
    const found = key.keyId ? await this.#keys.read(key.keyId) : undefined;
    if (!found) {
      await this.#held.change({ ...key, keyId: null });
      return;
    }
    await this.#keys.addTo(usagePlanId, key.keyId!);
    const enabled = found.enabled ?? true;
    if (enabled !== key.enabled) {
      await this.#held.change({ ...key, enabled });
    }
  }

  async #ensure(key: GrantedKey, grant: Grant): Promise<HeldKey> {
    const { credentialId } = key;
    const plan = planOf(key, grant);
    const known = this.#held.find(credentialId);
    if (!known) {
      await this.#begin(credentialId, plan);
      const begun = this.#held.find(credentialId)!;
      return this.#finish(begun, grant, this.#afresh);
    }
    const whole =
      known.keyId === null ? await this.#finish(known, grant, true) : known;
    const inPlan = await this.#endMove(whole);
    return inPlan.plan === this.#planName(plan)
      ? inPlan
      : this.#move(inPlan, plan);
  }

  async #begin(credentialId: string, plan: Plan): Promise<void> {
    const key = {
      credentialId,
      plan: this.#planName(plan),
      keyId: null,
      enabled: true,
      begunAt: Date.now(),
    };
    await this.#room.use('api-keys', () =>
      this.#intoPlan(plan, id => this.#held.begin(key, id)),
    );
  }

  /** Its plan is there, as it was begun with one. */
  async #finish(
    key: HeldKey,
    owner: Grant,
    wasBegun: boolean,
  ): Promise<HeldKey> {
    const keyId = await this.#keys.make(key.credentialId, owner, wasBegun);
    await this.#keys.addTo(await this.#planId(key.plan), keyId);
    const made = { ...key, keyId };
    await this.#held.change(made);
    return made;
  }

  /** An API key is in one plan of a stage only, so there is an instant in which it is in none. */
  async #move(key: HeldKey, to: Plan): Promise<HeldKey> {
    const plan = this.#planName(to);
    await this.#intoPlan(to, id => this.#held.beginMove(key, { plan, id }));
    return this.#endMove(this.#held.find(key.credentialId)!);
  }

  async #endMove(key: HeldKey): Promise<HeldKey> {
    if (key.from) {
      await this.#keys.removeFrom(await this.#planId(key.from), key.keyId!);
      await this.#keys.addTo(await this.#planId(key.plan), key.keyId!);
    }
    return this.#leave(key);
  }

  /** The plan that a key was moved out of goes when it was the last one in it. */
  async #leave(key: HeldKey): Promise<HeldKey> {
    const { from, left = from, ...moved } = key;
    if (from) {
      await this.#held.endMove({ ...moved, from });
    }
    if (left) {
      await this.#plans.retire(left);
      await this.#held.change(moved);
    }
    return moved;
  }

  async #switch(key: HeldKey, enabled: boolean): Promise<void> {
    if (key.enabled !== enabled) {
      await this.#keys.setEnabled(key.keyId!, enabled);
      await this.#held.change({ ...key, enabled });
    }
  }

  async #remove(key: HeldKey): Promise<void> {
    if (!key.gone) {
      await this.#delete(key);
      await this.#held.end(await this.#leave(key));
      await this.#room.give('api-keys');
    }
    await this.#plans.retire(key.plan);
    await this.#held.forget(key);
  }

  async #delete({ keyId, credentialId, begunAt }: HeldKey): Promise<void> {
    const id = keyId ?? (await this.#keys.find(credentialId))?.id;
    if (id) {
      await this.#keys.delete(id);
    } else if (Date.now() - begunAt < this.#settleMs) {
      throw new Error(
        `Whether the API key ${credentialId} was made cannot be told yet; it is tried again`,
      );
    }
  }

  /** @param write - answers false when the plan is being removed just now */
  async #intoPlan(plan: Plan, write: (id: string) => Promise<boolean>) {
    for (let tried = 0; tried < ATTEMPTS; tried += 1) {
      if (await write(await this.#plans.ensure(plan))) {
        return;
      }
    }
    throw new Error(
      `The usage plan of plan ${plan.planId} changes too often; it is tried again`,
    );
  }

  #planName(plan: Plan): string {
    return planName(plan, this.#place.name);
  }

  async #planId(name: string): Promise<string> {
    const row = await getItem(this.#management.table, planRow(name));
    return (row!.usagePlanId as { S: string }).S;
  }
}

/** Id of the API key at a place, once it is there. */
export async function keyIdOf(
  management: GatewayManagement,
  key: { subscriptionId: string; credentialId: string; place: string },
): Promise<string | null> {
  const pk = subscriptionRow(key.subscriptionId, key.place);
  const row = await getItem(management.table, pk);
  const held = toHeldKeys(row).find(
    ({ credentialId }) => credentialId === key.credentialId,
  );
  return held?.keyId ?? null;
}
