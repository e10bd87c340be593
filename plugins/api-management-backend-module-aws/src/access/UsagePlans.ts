import { isDeepStrictEqual } from 'node:util';
import {
  CreateUsagePlanCommand,
  DeleteUsagePlanCommand,
  GetUsagePlanCommand,
  GetUsagePlansCommand,
  type GetUsagePlansCommandOutput,
  type PatchOperation,
  type QuotaPeriodType,
  UpdateUsagePlanCommand,
  type UsagePlan,
} from '@aws-sdk/client-api-gateway';
import {
  getItem,
  type Item,
  readNumber,
  readText,
  text,
  writeIf,
} from '@oaf/access/aws';
import type { AccessGateway } from '@oaf/backstage-plugin-api-management-node';
import type { Grant } from '@oaf/contract';
import type { GatewayManagement } from '../management/GatewayManagement';
import { unless } from '../management/unless';
import type { Room } from '../quotas/Room';
import { frontDoorStage, type KeyPlace, stageText } from './KeyPlace';
import { managedTags } from './tags';
import { HELD, type Held, underLock } from './underLock';

type Limits = Grant['limits'];

/** A plan of a product at the gateway. */
export type Plan = Pick<Grant, 'productId' | 'planId' | 'limits'>;

export const planRow = (name: string) => `objects#usage-plan#${name}`;

/** @returns what the plan is called in the gateway's table, at a place */
export const planName = (
  { productId, planId }: Omit<Plan, 'limits'>,
  place: string,
) => `${productId}#${planId}${place && `@${place}`}`;

/** By which plans of other gateways in the same account are told apart. */
const namePrefix = ({ outputs }: AccessGateway) => `oaf-${outputs.RestApiId}-`;

export const isNamedBy = (
  gateway: AccessGateway,
  { name }: Pick<UsagePlan, 'name'>,
) => name?.startsWith(namePrefix(gateway)) ?? false;

/** What of them API Gateway counts; a hard quota is the authorizer's to count. */
export const countedLimits = ({ rate, burst, quota }: Limits): Limits => ({
  rate,
  burst,
  quota: quota && { limit: quota.limit, period: quota.period },
});

/** As a usage plan has them. */
export function limitsOf({ throttle, quota }: UsagePlan): Limits {
  const { limit, period } = quota ?? {};
  return {
    rate: throttle?.rateLimit ?? 0,
    burst: throttle?.burstLimit ?? 0,
    quota:
      limit && period
        ? {
            limit,
            period: period.toLowerCase() as NonNullable<
              Limits['quota']
            >['period'],
          }
        : null,
  };
}

/** At which its limits count, as rows have them. */
export const stagesOf = ({ apiStages = [] }: UsagePlan): string[] =>
  apiStages
    .map(({ apiId = '', stage = '' }) => stageText({ apiId, stage }))
    .sort();

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsagePlan.html */
function limitPatches({ rate, burst, quota }: Limits, former: Limits) {
  const replace = (path: string, value: number | string) => ({
    op: 'replace' as const,
    path,
    value: String(value),
  });
  const quotaPatches = quota
    ? [
        replace('/quota/limit', quota.limit),
        replace('/quota/period', quota.period.toUpperCase()),
      ]
    : [];
  return [
    replace('/throttle/rateLimit', rate),
    replace('/throttle/burstLimit', burst),
    ...quotaPatches,
    ...(former.quota && !quota
      ? [{ op: 'remove' as const, path: '/quota' }]
      : []),
  ];
}

/** https://docs.aws.amazon.com/apigateway/latest/api/API_UpdateUsagePlan.html */
function stagePatches(former: string[], wanted: string[]): PatchOperation[] {
  const patch = (op: 'add' | 'remove', value: string): PatchOperation => ({
    op,
    path: '/apiStages',
    value,
  });
  return [
    ...wanted
      .filter(stage => !former.includes(stage))
      .map(stage => patch('add', stage)),
    ...former
      .filter(stage => !wanted.includes(stage))
      .map(stage => patch('remove', stage)),
  ];
}

/**
 * The usage plans at a place, one for each plan of a product: made complete when the plan's first key is, gone with the
 * last. A row in the gateway's table tells which are there, how many keys are in them, and what was begun.
 */
export class UsagePlans {
  readonly #management: GatewayManagement;
  readonly #lockMs: number;
  readonly #place: KeyPlace;
  readonly #room: Room;

  /** @param management - at the place */
  constructor(
    management: GatewayManagement,
    { lockMs, place, room }: { lockMs: number; place: KeyPlace; room: Room },
  ) {
    this.#room = room;
    this.#management = management;
    this.#lockMs = lockMs;
    this.#place = place;
  }

  /** Makes it when it is not there, and gives it the limits and the stages. @returns its id */
  async ensure(plan: Plan): Promise<string> {
    const pk = planRow(planName(plan, this.#place.name));
    const known = await getItem(this.#management.table, pk);
    const id = known && readText(known, 'usagePlanId');
    return id && this.#patches(known, plan).length === 0
      ? id
      : this.#underLock(pk, held => this.#bring(held, plan));
  }

  /** Corrects what is noted of a plan by what is there. */
  async lookAgain(plan: Plan): Promise<void> {
    const pk = planRow(planName(plan, this.#place.name));
    await this.#underLock(pk, async held => {
      const row = await this.#read(held);
      const id = row && readText(row, 'usagePlanId');
      if (id) {
        const found = await unless(
          'NotFoundException',
          this.#management.send(new GetUsagePlanCommand({ usagePlanId: id })),
        );
        await (found
          ? this.#write(held, limitsOf(found), stagesOf(found), id)
          : this.#forgetPlan(held));
      }
    });
  }

  /** Removes it when no key is in it any more. */
  async retire(name: string): Promise<void> {
    await this.#underLock(planRow(name), async held => {
      const row = await this.#read(held);
      if (row && (readNumber(row, 'users') ?? 0) === 0) {
        await this.#closeToKeys(held, row);
        await this.#remove(held);
        await this.#forget(held);
      }
    });
  }

  /** It was deleted; how many keys belong into it stays. */
  async #forgetPlan(held: Held): Promise<void> {
    await this.#update(held, {
      UpdateExpression: 'REMOVE usagePlanId',
      ConditionExpression: HELD,
    });
  }

  async #bring(held: Held, plan: Plan): Promise<string> {
    // Somebody was cut off while removing it.
    await this.#remove(held);
    const row = await this.#read(held);
    const id = row && readText(row, 'usagePlanId');
    if (!id) {
      return this.#make(held, plan);
    }
    const patchOperations = this.#patches(row, plan);
    if (patchOperations.length > 0) {
      await this.#management.send(
        new UpdateUsagePlanCommand({ usagePlanId: id, patchOperations }),
      );
      await this.#write(held, plan.limits, this.#stages, id);
    }
    return id;
  }

  /** What makes of the plan as the row has it the one that is wanted. */
  #patches(row: Item, { limits }: Plan): PatchOperation[] {
    const former: Limits = JSON.parse(readText(row, 'limits')!);
    const isSame = isDeepStrictEqual(
      countedLimits(former),
      countedLimits(limits),
    );
    return [
      ...(isSame ? [] : limitPatches(limits, former)),
      ...stagePatches(this.#stagesOf(row), this.#stages),
    ];
  }

  get #stages(): string[] {
    return this.#place.stages.map(stageText).sort();
  }

  /** Rows of before APIs could be in place tell none: it is the front door. */
  #stagesOf(row: Item): string[] {
    const known = readText(row, 'stages');
    return known !== null
      ? known.split(' ').filter(Boolean)
      : [stageText(frontDoorStage(this.#management.gateway))];
  }

  async #make(held: Held, plan: Plan): Promise<string> {
    const find = () => this.#find(plan);
    const wasBegun = held.before !== undefined;
    const { id } =
      (wasBegun ? await find() : undefined) ??
      (await this.#room.use('usage-plans', () =>
        this.#management.send(this.#creation(plan), find),
      ));
    await this.#write(held, plan.limits, this.#stages, id!);
    return id!;
  }

  #creation(plan: Plan) {
    const { rate, burst, quota } = plan.limits;
    return new CreateUsagePlanCommand({
      name: this.#name(plan),
      description: `Plan ${plan.planId} of product ${plan.productId}`,
      apiStages: this.#place.stages,
      throttle: { rateLimit: rate, burstLimit: burst },
      quota: quota
        ? {
            limit: quota.limit,
            period: quota.period.toUpperCase() as QuotaPeriodType,
          }
        : undefined,
      tags: this.#tags(plan),
    });
  }

  #name({ productId, planId }: Plan): string {
    return `${namePrefix(this.#management.gateway)}${productId}-${planId}`;
  }

  #tags({ productId, planId }: Plan) {
    const { gateway } = this.#management;
    return {
      ...managedTags(gateway),
      'oaf:product': productId,
      'oaf:plan': planId,
    };
  }

  async #find(plan: Plan): Promise<{ id?: string } | undefined> {
    const { gateway } = this.#management;
    let position: string | undefined;
    do {
      const page: GetUsagePlansCommandOutput = await this.#management.send(
        new GetUsagePlansCommand({ limit: 500, position }),
      );
      const found = page.items?.find(
        ({ name, tags }) =>
          name === this.#name(plan) &&
          tags?.['oaf:installation'] === gateway.installation,
      );
      if (found) {
        return found;
      }
      position = page.position;
    } while (position);
    return undefined;
  }

  /** From now on no key gets into it. */
  async #closeToKeys(held: Held, row: Item): Promise<void> {
    const id = readText(row, 'usagePlanId');
    if (id) {
      await this.#update(held, {
        UpdateExpression: 'SET retiringId = :id REMOVE usagePlanId',
        ConditionExpression: `${HELD} AND (attribute_not_exists(#users) OR #users = :none)`,
        ExpressionAttributeNames: { '#users': 'users' },
        ExpressionAttributeValues: { ':id': text(id), ':none': { N: '0' } },
      });
    }
  }

  /** Goes on with what is to be removed. */
  async #remove(held: Held): Promise<void> {
    const row = await this.#read(held);
    const id = row && readText(row, 'retiringId');
    if (id) {
      await this.#delete(id, this.#stagesOf(row));
      await this.#room.give('usage-plans');
      await this.#update(held, {
        UpdateExpression: 'REMOVE retiringId',
        ConditionExpression: HELD,
      });
    }
  }

  /** The row, unless there is a plan. */
  async #forget({ pk, owner }: Held): Promise<void> {
    const { table } = this.#management;
    await writeIf(
      table.call('DeleteItem', {
        TableName: table.name,
        Key: { pk: text(pk) },
        ConditionExpression: `${HELD} AND attribute_not_exists(usagePlanId)`,
        ExpressionAttributeValues: { ':owner': text(owner) },
      }),
    );
  }

  /** AWS deletes no plan that is at a stage. */
  async #delete(usagePlanId: string, stages: string[]): Promise<void> {
    await unless(
      'NotFoundException',
      this.#management.send(
        new UpdateUsagePlanCommand({
          usagePlanId,
          patchOperations: stagePatches(stages, []),
        }),
      ),
    );
    await unless(
      'NotFoundException',
      this.#management.send(new DeleteUsagePlanCommand({ usagePlanId })),
    );
  }

  async #write(
    held: Held,
    limits: Limits,
    stages: string[],
    usagePlanId: string,
  ) {
    await this.#update(held, {
      UpdateExpression:
        'SET usagePlanId = :id, limits = :limits, stages = :stages',
      ConditionExpression: HELD,
      ExpressionAttributeValues: {
        ':id': text(usagePlanId),
        ':limits': text(JSON.stringify(limits)),
        ':stages': text(stages.join(' ')),
      },
    });
  }

  async #update(
    { pk, owner }: Held,
    update: { ExpressionAttributeValues?: Item } & Record<string, unknown>,
  ): Promise<boolean> {
    const { table } = this.#management;
    return writeIf(
      table.call('UpdateItem', {
        TableName: table.name,
        Key: { pk: text(pk) },
        ...update,
        ExpressionAttributeValues: {
          ':owner': text(owner),
          ...update.ExpressionAttributeValues,
        },
      }),
    );
  }

  #read({ pk }: Held): Promise<Item | undefined> {
    return getItem(this.#management.table, pk);
  }

  #underLock<Result>(pk: string, perform: (held: Held) => Promise<Result>) {
    const { table, signal } = this.#management;
    return underLock(table, pk, { lockMs: this.#lockMs, signal }, perform);
  }
}
