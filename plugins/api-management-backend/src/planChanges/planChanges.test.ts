import { accountsProduct, paidPlan } from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';
import type { Person } from '../__testUtils__/portal/people';

const portal = usePortal('2026-03-10T11:00:00.000Z');
const HOUR = 3_600_000;

async function world({ approval = 'manual', plan = 0 } = {}) {
  const product = await portal.publish('max', { ...accountsProduct, approval });
  const { id } = await portal.activate('bea', 'max', product, { plan });
  const path = `/subscriptions/${id}`;
  portal.at('2026-03-10T12:00:00.000Z');
  const [trial, business] = product.plans;
  const request = (more: object = {}, person: Person = 'bea') =>
    portal
      .as(person)
      .post(`${path}/plan-changes`, { planId: business.id, ...more });
  const move = (person: Person, change: any, action: string, reason?: string) =>
    portal
      .as(person)
      .post(`/plan-changes/${change.id}/transitions`, { action, reason });
  const keys = async () =>
    (await portal.as('bea').get(`${path}/credentials`)).body.items.filter(
      ({ type }: any) => type === 'api-key',
    );
  const reveal = (key: any) =>
    portal.as('bea').post(`${path}/credentials/${key.id}/reveal`);
  const get = async () => (await portal.as('bea').get(path)).body;
  /** Approved, with the new key revealed and known to the gateway. */
  const overlap = async (more: object = {}) => {
    const { body } = await request(more);
    const { body: approved } = await move('max', body, 'approve');
    await portal.provision();
    const key = (await keys()).find(({ plan: own }: any) => own);
    await reveal(key);
    return { change: approved, key };
  };
  const events = async () =>
    (await portal.as('bea').get(`${path}/events`)).body.items;
  return {
    ...{ id, product, trial, business, path },
    ...{ request, move, keys, reveal, get, overlap, events },
  };
}

type World = Awaited<ReturnType<typeof world>>;

const conflict = (text: string) => ({
  status: 409,
  body: { error: { message: expect.stringContaining(text) } },
});

describe('a plan change', () => {
  it('that a person approves gives a key of the new plan, beside the former one', async () => {
    const its = await world();
    const requested = await its.request({
      overlapHours: 48,
      purpose: 'We grow',
    });
    expect(requested).toMatchObject({
      status: 201,
      body: {
        state: 'requested',
        actions: ['withdraw'],
        from: { title: 'Trial' },
        to: { title: 'Business' },
        overlapHours: 48,
      },
    });
    expect(await its.keys()).toHaveLength(1);
    const approved = await its.move('max', requested.body, 'approve');
    expect(approved).toMatchObject({
      status: 200,
      body: {
        state: 'overlapping',
        decidedBy: 'user:default/max',
        overlapUntil: '2026-03-12T12:00:00.000Z',
      },
    });
    await portal.provision();
    expect(await its.keys()).toMatchObject([
      { name: 'Business', plan: its.business.id && { title: 'Business' } },
      { name: 'Main key', state: 'rotating' },
    ]);
    const grant = portal.gateway.grant(its.id)!;
    expect(grant).toMatchObject({ planId: its.trial.id, limits: { rate: 5 } });
    expect(grant.apiKeys).toHaveLength(2);
    expect(
      grant.apiKeys.map(({ planId, limits }) => [planId, limits?.rate]),
    ).toEqual(
      expect.arrayContaining([
        [its.business.id, 50],
        [undefined, undefined],
      ]),
    );
    expect((await its.get()).plan.title).toBe('Trial');
  });

  it('is approved by the rule of the product', async () => {
    const its = await world({ approval: 'automatic' });
    expect(await its.request()).toMatchObject({
      status: 201,
      body: { state: 'overlapping', overlapHours: 24 },
    });
    expect((await its.events()).slice(-2)).toMatchObject([
      { type: 'plan-change-requested', actor: 'user:default/bea' },
      {
        type: 'plan-change-approved',
        data: {
          plans: { from: 'Trial', to: 'Business' },
          rule: 'automatic',
        },
      },
    ]);
  });

  it('that its holder finishes ends the former key and makes the new plan the subscription’s', async () => {
    const its = await world();
    const { change, key } = await its.overlap();
    expect(await its.move('bea', change, 'finish')).toMatchObject({
      status: 200,
      body: { state: 'finished', actions: [] },
    });
    await portal.provision();
    expect(portal.gateway.grant(its.id)).toMatchObject({
      planId: its.business.id,
      limits: { rate: 50 },
      apiKeys: [{ credentialId: key.id }],
    });
    expect(portal.gateway.grant(its.id)!.apiKeys[0]).not.toHaveProperty(
      'planId',
    );
    expect((await its.get()).plan.title).toBe('Business');
    expect(await its.keys()).toMatchObject([
      { id: key.id },
      { state: 'replaced' },
    ]);
  });

  it('finishes by itself when its overlap is over, once', async () => {
    const its = await world();
    const { change } = await its.overlap({ overlapHours: 1 });
    portal.at('2026-03-10T12:59:59.999Z');
    await portal.run('finish-plan-changes');
    expect((await its.get()).plan.title).toBe('Trial');
    portal.at('2026-03-10T13:00:00.000Z');
    await portal.run('finish-plan-changes');
    await portal.run('finish-plan-changes');
    expect((await its.get()).plan.title).toBe('Business');
    expect(
      (await its.events()).filter(
        ({ type }: any) => type === 'plan-change-finished',
      ),
    ).toMatchObject([{ data: { rule: 'automatic' } }]);
    expect(await its.move('bea', change, 'finish')).toMatchObject(
      conflict('allows: none'),
    );
  });

  it('is not finished before somebody could call by the new plan', async () => {
    const its = await world();
    const { body } = await its.request();
    await its.move('max', body, 'approve');
    expect(await its.move('bea', body, 'finish')).toMatchObject(
      conflict('No API key of plan Business was revealed'),
    );
    const [key] = await its.keys();
    await its.reveal(key);
    expect((await its.move('bea', body, 'finish')).status).toBe(200);
  });

  it('gives further keys of the new plan while it overlaps', async () => {
    const its = await world();
    await its.overlap();
    portal.at('2026-03-10T12:30:00.000Z');
    await portal
      .as('bea')
      .post(`${its.path}/credentials`, { type: 'api-key', name: 'Batch' });
    expect(await its.keys()).toMatchObject([
      { name: 'Batch', plan: { title: 'Business' } },
      {},
      {},
    ]);
  });

  it('shows what gateways saw of both plans’ keys', async () => {
    const its = await world();
    const { change, key } = await its.overlap();
    const [, former] = await its.keys();
    portal.gateway.activity.set(its.id, {
      apiKeys: [
        { credentialId: former.id, lastUsedAt: Date.now() + 1000 },
        { credentialId: key.id, lastUsedAt: Date.now() + 2000 },
      ],
    });
    portal.log({ id: its.id }, { calls: 3 }, { planId: its.trial.id });
    portal.log({ id: its.id }, { calls: 4 }, { planId: its.business.id });
    portal.log(
      { id: its.id },
      { calls: 9 },
      { planId: its.trial.id, at: Date.now() - 2 * HOUR },
    );
    await portal.meter();
    const { body } = await portal
      .as('bea')
      .get(`/plan-changes/${change.id}/evidence`);
    expect(body).toEqual({
      since: '2026-03-10T12:00:00.000Z',
      from: {
        plan: { id: its.trial.id, title: 'Trial' },
        keys: 1,
        calls: 3,
        lastUsedAt: '2026-03-10T12:00:01.000Z',
      },
      to: {
        plan: { id: its.business.id, title: 'Business' },
        keys: 1,
        calls: 4,
        lastUsedAt: '2026-03-10T12:00:02.000Z',
      },
      unanswered: [],
    });
  });

  it('tells the provider of the request, and who asked of the decision', async () => {
    const its = await world();
    portal.sent.length = 0;
    const { body } = await its.request({ purpose: 'We grow' });
    await its.move('max', body, 'reject', 'Too early');
    expect(
      portal.sent.map(({ recipients, payload }: any) => [
        recipients.entityRef,
        payload.title,
        payload.description,
      ]),
    ).toEqual([
      [
        ['group:default/team-a'],
        'App of bea asks for plan Business of Accounts for partners',
        'We grow',
      ],
      [
        ['user:default/bea'],
        'Plan change rejected: Accounts for partners for App of bea',
        'Too early',
      ],
    ]);
  });
});

describe('a plan change is refused', () => {
  it('to the plan that the subscription has', async () => {
    const its = await world();
    expect(await its.request({ planId: its.trial.id })).toMatchObject(
      conflict('has this plan'),
    );
  });

  it('while another one runs', async () => {
    const its = await world();
    await its.request();
    expect(await its.request()).toMatchObject(conflict('changed already'));
  });

  it('while the subscription is suspended, and its approval too', async () => {
    const its = await world();
    const { body } = await its.request();
    await portal.move('max', { id: its.id }, 'suspend');
    expect(await its.move('max', body, 'approve')).toMatchObject(
      conflict('is suspended'),
    );
    await its.move('bea', body, 'withdraw');
    expect(await its.request()).toMatchObject(conflict('is suspended'));
  });

  it('with an overlap beyond the maximum', async () => {
    const its = await world();
    expect(await its.request({ overlapHours: 721 })).toMatchObject({
      status: 400,
      body: {
        error: { message: 'request/body/overlapHours must be at most 720' },
      },
    });
  });

  it.each<[string, Person, string, string | undefined, number]>([
    ['a decision by who asked', 'bea', 'approve', undefined, 403],
    ['a withdrawal by the provider', 'max', 'withdraw', undefined, 403],
    ['a rejection without a reason', 'max', 'reject', ' ', 400],
    ['anything by who may not see it', 'carl', 'withdraw', undefined, 404],
    ['an end before the approval', 'bea', 'finish', undefined, 409],
  ])('%s', async (_, person, action, reason, status) => {
    const its = await world();
    const { body } = await its.request();
    expect(await its.move(person, body, action, reason)).toMatchObject({
      status,
    });
  });

  it('to who does not hold the application', async () => {
    const its = await world();
    expect((await its.request({}, 'max')).status).toBe(404);
    expect((await its.request({}, 'carl')).status).toBe(404);
  });
});

describe('in the middle of a plan change', () => {
  it.each([
    ['waits', false],
    ['overlaps', true],
  ])('the end of the subscription stops one that %s', async (_, approved) => {
    const its = await world();
    const { body } = await its.request();
    if (approved) {
      await its.move('max', body, 'approve');
    }
    await portal.move('bea', { id: its.id }, 'end');
    await portal.provision();
    const { body: list } = await portal
      .as('bea')
      .get(`/plan-changes?subscriptionId=${its.id}`);
    expect(list).toMatchObject({ items: [{ state: 'stopped', actions: [] }] });
    expect((await its.events()).map(({ type }: any) => type)).toContain(
      'plan-change-stopped',
    );
    expect(portal.gateway.grant(its.id)).toBeUndefined();
  });

  /** Leaves the new plan out of the product. */
  const takeBack = async ({ product }: World) => {
    const { body } = await portal.as('max').get(`/products/${product.id}`);
    return portal
      .as('max')
      .put(`/products/${product.id}?version=${body.version}`, {
        title: body.title,
        summary: body.summary,
        owner: body.owner,
        audience: body.audience,
        approval: body.approval,
        gatewayApiIds: body.gatewayApis.map(({ id }: any) => id),
        plans: body.plans
          .slice(0, 1)
          .map(({ id, title, limits, price }: any) => ({
            id,
            title,
            limits,
            price,
          })),
      });
  };

  it('a plan that is taken back stays for one that overlaps, and takes none that waits', async () => {
    const waiting = await world();
    const { body } = await waiting.request();
    expect((await takeBack(waiting)).status).toBe(200);
    expect(await waiting.move('max', body, 'approve')).toMatchObject(
      conflict('takes no subscriptions any more'),
    );
    expect((await waiting.move('max', body, 'reject', 'Gone')).status).toBe(
      200,
    );
    const overlapping = await world();
    const { change } = await overlapping.overlap();
    expect((await takeBack(overlapping)).status).toBe(200);
    expect((await overlapping.move('bea', change, 'finish')).status).toBe(200);
    await portal.provision();
    expect(portal.gateway.grant(overlapping.id)).toMatchObject({
      planId: overlapping.business.id,
    });
  });

  it('the terms of the plan to come stay what was agreed', async () => {
    const its = await world();
    await its.request();
    const { body } = await portal.as('max').get(`/products/${its.product.id}`);
    const changed = await portal
      .as('max')
      .put(`/products/${its.product.id}?version=${body.version}`, {
        ...accountsProduct,
        api: undefined,
        gatewayApiIds: body.gatewayApis.map(({ id }: any) => id),
        plans: [
          { ...accountsProduct.plans[0], id: its.trial.id },
          {
            ...paidPlan,
            id: its.business.id,
            price: { currency: 'EUR', components: [] },
          },
        ],
      });
    expect(changed.body.plans[1]).toMatchObject({
      version: 2,
      price: { components: [] },
    });
    const list = await portal
      .as('bea')
      .get(`/plan-changes?subscriptionId=${its.id}`);
    expect(list.body.items[0].to).toMatchObject({
      version: 1,
      price: paidPlan.price,
    });
  });

  it.each([
    [1, 409],
    [2, 201],
  ])('who saw version %d of the price gets %d', async (planVersion, status) => {
    const its = await world();
    const plan = its.business.id;
    await portal.knex('plans').where({ id: plan }).update({ price_version: 2 });
    expect((await its.request({ planVersion })).status).toBe(status);
  });
});

describe('the bills of a plan change', () => {
  const both = [freeToPaid(), paidToFree()];

  function freeToPaid() {
    return ['from a free plan', 0] as const;
  }

  function paidToFree() {
    return ['to a free plan', 1] as const;
  }

  const bills = async (period: string) =>
    (await portal.as('bea').get(`/bills?period=${period}`)).body;

  it.each(both)(
    '%s: each plan is billed once in its month, and no call twice or never',
    async (_, plan) => {
      const its = await world({ plan });
      const [former, next] = plan ? [1, 0] : [0, 1];
      const planId = its.product.plans[next].id;
      const { change } = await its.overlap({ planId });
      await its.move('bea', change, 'finish');
      const ids = its.product.plans.map(({ id }: any) => id);
      portal.log({ id: its.id }, { calls: 3 }, { planId: ids[former] });
      portal.log({ id: its.id }, { calls: 5 }, { planId: ids[next] });
      await portal.meter();
      const march = await bills('2026-03');
      const amount = (calls: number) => `${(20 + calls / 100).toFixed(2)}`;
      const expected = [
        { planTitle: 'Trial', total: '0.00' },
        { planTitle: 'Business', total: amount(plan ? 3 : 5) },
      ];
      expect(march.items).toMatchObject(plan ? expected.reverse() : expected);
      expect(march).toMatchObject({
        totalItems: 2,
        totals: [{ currency: 'EUR', amount: amount(plan ? 3 : 5) }],
      });
      portal.at('2026-04-01T02:00:00.000Z');
      await portal.meter();
      await portal.run('close-bills');
      await portal.run('close-bills');
      const closed = await bills('2026-03');
      expect(closed).toMatchObject({ totalItems: 2, totals: march.totals });
      expect(
        closed.items.map(({ state, total, lines, ...bill }: any) => [
          state,
          bill.planTitle,
          total,
        ]),
      ).toEqual(
        expect.arrayContaining(
          march.items.map(({ planTitle, total }: any) => [
            'closed',
            planTitle,
            total,
          ]),
        ),
      );
      expect((await bills('2026-04')).items).toMatchObject([
        { planTitle: plan ? 'Trial' : 'Business' },
      ]);
    },
  );

  it('bill both plans in each month into which the overlap reaches', async () => {
    const its = await world();
    portal.at('2026-03-31T12:00:00.000Z');
    await its.overlap({ overlapHours: 48 });
    portal.at('2026-04-02T12:00:00.000Z');
    await portal.run('finish-plan-changes');
    const titles = async (period: string) =>
      (await bills(period)).items.map(({ planTitle }: any) => planTitle);
    expect(await titles('2026-03')).toEqual(['Trial', 'Business']);
    expect(await titles('2026-04')).toEqual(['Trial', 'Business']);
    portal.at('2026-05-02T00:00:00.000Z');
    expect(await titles('2026-05')).toEqual(['Business']);
  });

  it('bill no plan that was only asked for', async () => {
    const its = await world();
    const { body } = await its.request();
    await its.move('bea', body, 'withdraw');
    expect((await bills('2026-03')).items).toMatchObject([
      { planTitle: 'Trial' },
    ]);
  });

  it('bill the new plan once when the subscription ends in between', async () => {
    const its = await world();
    await its.overlap();
    portal.at('2026-03-10T12:30:00.000Z');
    await portal.move('bea', { id: its.id }, 'end');
    await portal.provision();
    portal.at('2026-04-02T00:00:00.000Z');
    expect((await bills('2026-03')).items).toMatchObject([
      { planTitle: 'Trial' },
      { planTitle: 'Business' },
    ]);
    expect((await bills('2026-04')).items).toEqual([]);
  });
});
