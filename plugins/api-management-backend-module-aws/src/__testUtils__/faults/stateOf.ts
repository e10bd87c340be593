import { createHash } from 'node:crypto';
import { getItem, readNumber, readText } from '@oaf/access/aws';
import { type ApiState, comparable, protectedApi, readApi } from './apiInPlace';
import type { Life } from './Life';
import type { Operation } from './operations';

const hashOf = (value: string) =>
  createHash('sha256').update(value).digest('base64url');

const byName = (a: { name?: string }, b: { name?: string }) =>
  a.name! < b.name! ? -1 : 1;

/** What gateway and tables hold of a life, to be compared. */
export type LifeState = {
  resources: string[];
  /** Digest is there of what is served. */
  isServed: boolean;
  /** Null of a product at the front door, which leaves APIs alone. */
  api: ApiState | null;
  keys: object[];
  usagePlans: object[];
  grant: object | null;
  memory: object[];
  subscription: string | null;
  revision: number | null;
};

const BASE = ['', '/accounts', '/accounts/{proxy+}'];

export async function foundState(life: Life): Promise<LifeState> {
  const { portal, basePath, product, subscription } = life;
  const { world, knex } = portal;
  const { keys, plans, inPlans } = await world.made();
  const resources = await world.resources();
  const own = resources.filter(
    ({ path }) => path === basePath || path?.startsWith(`${basePath}/`),
  );
  const ownPlans = plans.filter(
    ({ tags }) => tags?.['oaf:product'] === product.id,
  );
  const table = world.table();
  const client =
    subscription && (await getItem(table, `client#${subscription.clientId}`));
  const text = client && readText(client, 'grant');
  const grant = text ? JSON.parse(text) : null;
  const row =
    subscription &&
    (await knex('subscriptions').where({ id: subscription.id }).first());
  const desired =
    subscription &&
    (await knex('grants').where({ subscription_id: subscription.id }).first());
  return {
    resources: own
      .map(({ path, resourceMethods = {} }) =>
        [
          path,
          ...Object.values(resourceMethods).map(one => one.authorizationType),
        ].join(' '),
      )
      .sort(),
    api:
      life.ownersApi &&
      comparable(await readApi(world, life.apiId), life.ownersApi),
    isServed:
      (await getItem(table, `objects#publication#${basePath}`)) !== undefined,
    keys: keys
      .filter(
        ({ tags }) =>
          subscription && tags?.['oaf:subscription'] === subscription.id,
      )
      .map(({ id, name, enabled, value }) => ({
        name,
        // MiniStack answers texts.
        enabled: String(enabled) === 'true',
        hash: hashOf(value!),
        plans: plans
          .filter(one => inPlans.includes(`${one.id} ${id}`))
          .map(({ tags }) => tags!['oaf:plan']),
      }))
      .sort(byName),
    usagePlans: ownPlans
      .map(({ tags, throttle, apiStages }) => ({
        name: tags!['oaf:plan'],
        rate: Number(throttle?.rateLimit),
        stages: apiStages?.length,
      }))
      .sort(byName),
    grant: grant && {
      status: grant.status,
      revision: readNumber(client!, 'revision'),
      apiKeys: grant.apiKeys.map((key: any) => key.credentialId).sort(),
    },
    memory: await memoryOf(life),
    subscription: row?.state ?? null,
    revision: desired ? Number(desired.applied_revision) : null,
  };
}

/** What the gateway's table knows of what was made. */
async function memoryOf({ portal, product, subscription }: Life) {
  const rows = (await portal.world.rows('objects#')).filter(
    ({ pk }) =>
      pk.S.includes(`#${product.id}#`) ||
      (subscription && pk.S.endsWith(`#${subscription.id}`)),
  );
  return rows
    .map((row: any) => ({
      name: row.pk.S as string,
      users: row.users ? Number(row.users.N) : undefined,
      keys: row.objects
        ? JSON.parse(row.objects.S)
            .map(
              (key: any) =>
                `${key.credentialId} ${key.keyId ? 'made' : 'begun'}`,
            )
            .sort()
        : undefined,
    }))
    .sort(byName);
}

/** What there has to be after an operation. */
export async function wantedState(
  life: Life,
  { keys, enabled, published }: Operation,
): Promise<LifeState> {
  const { portal, basePath, product, subscription } = life;
  const isAtDoor = published && life.location === 'front-door';
  const live = keys ? await life.liveKeys() : [];
  const planOf = (key: { plan_id: string | null }, own: string) =>
    product.plans.find(({ id }) => id === (key.plan_id ?? own))!;
  const row =
    subscription &&
    (await portal.knex('subscriptions').where({ id: subscription.id }).first());
  const desired =
    subscription &&
    (await portal
      .knex('grants')
      .where({ subscription_id: subscription.id })
      .first());
  const planned = live.map(key => ({ key, plan: planOf(key, row.plan_id) }));
  const used = product.plans.filter(({ id }) =>
    planned.some(({ plan }) => plan.id === id),
  );
  const state = enabled ? 'active' : 'suspended';
  const endOr = (going: string) => (keys ? going : 'ended');
  return {
    resources: isAtDoor
      ? BASE.map(path => `${basePath}${path}${path && ' CUSTOM'}`).sort()
      : [],
    isServed: isAtDoor,
    api: wantedApi(life, published),
    keys: planned
      .map(({ key, plan }) => ({
        name: `oaf-${key.id}`,
        enabled: enabled!,
        hash: key.secret_hash,
        plans: [plan.id],
      }))
      .sort(byName),
    usagePlans: used
      .map(({ id, limits }) => ({ name: id, rate: limits.rate, stages: 1 }))
      .sort(byName),
    grant: keys
      ? {
          status: state,
          revision: Number(desired.desired_revision),
          apiKeys: live.map(({ id }) => id).sort(),
        }
      : null,
    memory: [
      ...(keys
        ? [
            {
              name: `objects#subscription#${subscription!.id}`,
              users: undefined,
              keys: live.map(({ id }) => `${id} made`).sort(),
            },
          ]
        : []),
      ...used.map(({ id }) => ({
        name: `objects#usage-plan#${product.id}#${id}`,
        users: planned.filter(({ plan }) => plan.id === id).length,
        keys: undefined,
      })),
    ].sort(byName),
    subscription: subscription ? endOr(state) : null,
    revision: desired ? Number(desired.desired_revision) : null,
  };
}

function wantedApi(
  { portal, product, apiId, ownersApi }: Life,
  published: boolean,
): ApiState | null {
  const { gateway } = portal.world;
  return ownersApi && published
    ? protectedApi(ownersApi, { gateway, productId: product.id, apiId })
    : ownersApi;
}
