import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  accountsProduct,
  paymentsProduct,
} from '../__testUtils__/portal/story';
import type { Person } from '../__testUtils__/portal/people';
import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal();

const request = (person: Person, body: object) =>
  portal.as(person).post('/subscriptions', body);
const eventsOf = async ({ id }: { id: string }) => {
  const { body } = await portal.as('ada').get(`/subscriptions/${id}/events`);
  return body.items.map(({ id: _, ...event }: any) => event);
};

/** Whether something that goes on by itself comes true. */
async function soon(is: () => boolean) {
  for (let turn = 0; turn < 1_000 && !is(); turn += 1) {
    await nextTurn();
  }
  return is();
}

/** What Bea asks for, and what she is answered. */
async function wish(
  product = accountsProduct,
  { state = 'published', ...more }: Record<string, any> = {},
) {
  const published = await portal.publish('max', product);
  if (state !== 'published') {
    await portal.knex('api_products').update({ state });
  }
  const application = await portal.application('bea', {
    owner: 'group:default/team-b',
  });
  return {
    applicationId: application.id,
    productId: published.id,
    planId: published.plans[0].id,
    ...more,
  };
}

describe('who may ask for whom', () => {
  it.each([
    ['bea', 201],
    ['bert', 201],
    ['ada', 201],
    ['carl', 404],
    ['max', 404],
  ] as const)(
    "%s for an application of Bea's team: %s",
    async (who, status) => {
      const body = await wish();
      portal.audit.length = 0;
      const answer = await request(who, body);
      expect(answer.status).toBe(status);
      expect(portal.audit[0]).toEqual({
        eventId: 'subscription-request',
        severityLevel: 'medium',
        meta: {
          subscriptionId: expect.any(String),
          productId: body.productId,
          applicationId: body.applicationId,
        },
        by: 'caller',
        outcome: status === 201 ? 'succeeded' : 'failed',
      });
    },
  );

  it.each([
    [{ type: 'everyone' }, 201],
    [{ type: 'groups', groups: ['group:default/team-b'] }, 201],
    [{ type: 'groups', groups: ['group:default/team-c'] }, 404],
  ])('for a product that is made for %j: %s', async (audience, status) => {
    const body = await wish({ ...accountsProduct, audience });
    expect((await request('bea', body)).status).toBe(status);
  });
});

describe('what can be asked for', () => {
  it.each([
    ['draft', 404],
    ['published', 201],
    ['deprecated', 409],
    ['retired', 404],
  ])('a %s product: %s', async (state, status) => {
    const body = await wish(accountsProduct, { state });
    const answer = await request('bea', body);
    expect(answer.status).toBe(status);
    expect(answer.body.error?.message).toBe(
      {
        404: `There is no product ${body.productId} that you may see`,
        409: 'Product Accounts for partners is deprecated; only published products take new subscriptions',
      }[status],
    );
  });

  it('no draft, even by who sees it', async () => {
    const body = await wish(accountsProduct, { state: 'draft' });
    const application = await portal.application('max');
    const answer = await request('max', {
      ...body,
      applicationId: application.id,
    });
    expect(answer.status).toBe(409);
  });

  it.each([
    ['published', 201],
    ['draft', 400],
    ['deprecated', 400],
    ['closed', 400],
  ])('a %s plan: %s', async (state, status) => {
    const body = await wish();
    await portal.knex('plans').where({ id: body.planId }).update({ state });
    const answer = await request('bea', body);
    expect(answer.status).toBe(status);
    expect(answer.body.error?.message).toBe(
      status === 400
        ? 'request/body/planId must be a published plan of the product'
        : undefined,
    );
  });

  it('no plan of another product', async () => {
    const other = await portal.publish('paul', paymentsProduct);
    const body = await wish(accountsProduct, { planId: other.plans[0].id });
    expect((await request('bea', body)).status).toBe(400);
  });

  it.each([
    ['Be kind.', true, 201],
    ['Be kind.', false, 400],
    ['Be kind.', undefined, 400],
    [undefined, undefined, 201],
    [undefined, false, 201],
  ])('terms %j, accepted %s: %s', async (terms, termsAccepted, status) => {
    const body = await wish({ ...accountsProduct, terms }, { termsAccepted });
    const answer = await request('bea', body);
    expect(answer.status).toBe(status);
    expect(answer.body.error?.message).toBe(
      status === 400
        ? 'request/body/termsAccepted must be true, because the product has terms'
        : undefined,
    );
  });
});

describe('the same product twice', () => {
  it.each([
    ['requested', 409],
    ['approved', 409],
    ['active', 409],
  ])('is refused while the first is %s', async (state, status) => {
    const body = await wish();
    const first = await request('bea', body);
    await portal
      .knex('subscriptions')
      .where({ id: first.body.id })
      .update({ state });
    const second = await request('bert', body);
    expect(second.status).toBe(status);
    expect(second.body.error.message).toBe(
      'The application holds a subscription to this product already; end it first',
    );
    const other = await portal.application('bea', { title: 'Another' });
    const third = await request('bea', { ...body, applicationId: other.id });
    expect(third.status).toBe(201);
  });

  it.each([
    ['bea', 'withdraw', 'withdrawn'],
    ['max', 'reject', 'rejected'],
  ] as const)('is fine after %s said %s', async (person, action, state) => {
    const body = await wish();
    const first = await request('bea', body);
    const over = await portal.move(person, first.body, action);
    expect(over).toMatchObject({
      state,
      endedAt: '2026-03-10T12:00:00.000Z',
    });
    expect((await request('bea', body)).status).toBe(201);
    // what never came to the gateway need not be taken from it
    expect(await portal.knex('grants')).toEqual([]);
  });

  it('is fine after the end', async () => {
    const body = await wish();
    const first = await request('bea', body);
    await portal.move('max', first.body, 'approve');
    await portal.provision();
    portal.gateway.failure = new Error('The gateway is away');
    await portal.move('bea', first.body, 'end');
    expect((await request('bea', body)).status).toBe(409);
    portal.gateway.failure = undefined;
    portal.at('2026-03-10T12:10:00.000Z');
    await portal.provision();
    expect((await request('bea', body)).status).toBe(201);
  });
});

describe('how a request goes on', () => {
  it('waits for a decision', async () => {
    const purpose = 'Quotes for small firms';
    const { body } = await request('bea', await wish(undefined, { purpose }));
    expect(body).toMatchObject({
      state: 'requested',
      purpose,
      requestedBy: 'user:default/bea',
      requestedAt: '2026-03-10T12:00:00.000Z',
    });
    expect(body.decidedBy).toBeUndefined();
    await portal.provision();
    expect(portal.gateway.grants.size).toBe(0);
    expect(await eventsOf(body)).toEqual([
      {
        at: '2026-03-10T12:00:00.000Z',
        type: 'requested',
        actor: 'user:default/bea',
        reason: purpose,
        data: {},
      },
    ]);
  });

  it('is approved at once where the rule of the product says so', async () => {
    const automatic = { ...accountsProduct, approval: 'automatic' };
    const { body } = await request('bea', await wish(automatic));
    await portal.provision();
    const { body: active } = await portal
      .as('bea')
      .get(`/subscriptions/${body.id}`);
    expect(active.state).toBe('active');
    expect((await eventsOf(body)).map(({ at: _, ...event }: any) => event))
      // by nobody: a rule has no name
      .toEqual([
        { type: 'requested', actor: 'user:default/bea', data: {} },
        { type: 'approved', data: { rule: 'automatic' } },
        { type: 'provisioning', data: {} },
        { type: 'active', data: {} },
      ]);
  });

  it('is decided, provisioned, suspended, resumed and ended', async () => {
    const { body } = await request('bea', await wish());
    const at = (time: string) => portal.at(`2026-03-10T${time}:00.000Z`);
    const grant = () => portal.gateway.grant(body.id)?.status;
    const step = async (person: Person, action: string, reason: string) => {
      const moved = await portal.move(person, body, action, reason);
      await portal.provision();
      return moved;
    };
    at('13:00');
    const approved = await step('max', 'approve', 'Welcome');
    expect(approved).toMatchObject({
      state: 'approved',
      decidedBy: 'user:default/max',
      decidedAt: '2026-03-10T13:00:00.000Z',
    });
    expect(grant()).toBe('active');
    at('14:00');
    const suspended = await step('max', 'suspend', 'Late');
    // a decision is about the request
    expect(suspended.decidedAt).toBe(approved.decidedAt);
    expect(grant()).toBe('suspended');
    await step('ada', 'resume', 'Paid');
    expect(grant()).toBe('active');
    at('15:00');
    await step('bea', 'end', 'Done');
    expect(grant()).toBeUndefined();
    const { body: ended } = await portal
      .as('bea')
      .get(`/subscriptions/${body.id}`);
    expect(ended).toMatchObject({
      state: 'ended',
      decidedBy: 'user:default/max',
      activeAt: '2026-03-10T13:00:00.000Z',
      endedAt: '2026-03-10T15:00:00.000Z',
      updatedAt: '2026-03-10T15:00:00.000Z',
    });
    expect(
      (await eventsOf(body)).map(({ type, actor, reason }: any) =>
        [type, actor?.replace('user:default/', ''), reason].join(),
      ),
    ).toEqual([
      'requested,bea,',
      'approved,max,Welcome',
      'provisioning,,',
      'active,,',
      'suspended,max,Late',
      'active,ada,Paid',
      'ending,bea,Done',
      'ended,,',
    ]);
  });

  it('reaches the gateway without waiting for the next round', async () => {
    const automatic = { ...accountsProduct, approval: 'automatic' };
    const { body } = await request('bea', await wish(automatic));
    const isThere = () => portal.gateway.grant(body.id) !== undefined;
    expect(await soon(isThere)).toBe(true);
    await portal.provision();
    await portal.move('bea', body, 'end');
    expect(await soon(() => !isThere())).toBe(true);
  });

  it('fails when the gateway goes on refusing it, says why, and goes on when it is retried', async () => {
    const { body } = await request('bea', await wish());
    const see = async () =>
      (await portal.as('bea').get(`/subscriptions/${body.id}`)).body;
    portal.gateway.failure = new Error('The gateway is away');
    await portal.move('max', body, 'approve', 'Welcome');
    for (let hour = 13; hour < 23; hour += 1) {
      portal.at(`2026-03-10T${hour}:00:00.000Z`);
      await portal.provision();
    }
    const { state, error, reason } = await see();
    expect([state, reason]).toEqual(['failed', 'Welcome']);
    expect(error).toContain('The gateway is away');
    const failed = (await eventsOf(body)).at(-1);
    expect(failed).toMatchObject({ type: 'failed', data: { error } });
    expect(failed).not.toHaveProperty('actor');
    portal.gateway.failure = undefined;
    await portal.move('max', body, 'retry', 'It is back');
    await portal.provision();
    const active = await see();
    expect([active.state, active.reason]).toEqual(['active', 'It is back']);
    expect(active).not.toHaveProperty('error');
  });

  it('leaves no usable credential at its end', async () => {
    const { body } = await request('bea', await wish());
    await portal.move('max', body, 'approve');
    await portal.provision();
    const other = await portal.activate(
      'carl',
      'max',
      await portal.publish('max', { ...accountsProduct, title: 'Other' }),
    );
    await portal.move('bea', body, 'end');
    await portal.provision();
    const rows = await portal.knex('credentials');
    const states = (id: string) =>
      rows
        .filter(row => row.subscription_id === id)
        .map(row => [row.state, row.sealed_secret !== null, row.revoked_at]);
    const revoked = ['revoked', false, Date.parse('2026-03-10T12:00:00Z')];
    expect(states(body.id)).toEqual([revoked, revoked]);
    expect(states(other.id)).toEqual([
      ['issued', true, null],
      ['issued', true, null],
    ]);
  });

  it('audits each move with its reason', async () => {
    const { body } = await request('bea', await wish());
    portal.audit.length = 0;
    await portal.move('max', body, 'approve', 'Welcome');
    await portal
      .as('carl')
      .post(`/subscriptions/${body.id}/transitions`, { action: 'end' });
    await portal
      .as('bert')
      .post(`/subscriptions/${body.id}/transitions`, { action: 'suspend' });
    const moves = portal.audit.filter(({ by }) => by === 'caller');
    expect(moves).toEqual([
      {
        eventId: 'subscription-transition',
        severityLevel: 'medium',
        meta: { subscriptionId: body.id, action: 'approve', reason: 'Welcome' },
        by: 'caller',
        outcome: 'succeeded',
      },
      {
        eventId: 'subscription-transition',
        severityLevel: 'medium',
        meta: { subscriptionId: body.id, action: 'suspend', reason: null },
        by: 'caller',
        outcome: 'failed',
      },
    ]);
  });
});
