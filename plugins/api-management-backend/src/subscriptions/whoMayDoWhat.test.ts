import type { Person } from '../__testUtils__/portal/people';
import { paymentsProduct } from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal();
const actions = [
  'approve',
  'reject',
  'withdraw',
  'retry',
  'suspend',
  'resume',
  'end',
];
const ids: Record<string, string> = {};

beforeEach(async () => {
  const application = await portal.application('bea', {
    owner: 'group:default/team-b',
  });
  const product = await portal.publish('max');
  const { id } = await portal.subscribe('bea', product, {
    applicationId: application.id,
  });
  Object.assign(ids, { id, product: product.id });
});

const become = (state: string) =>
  portal.knex('subscriptions').where({ id: ids.id }).update({ state });
const see = (person: Person) =>
  portal.as(person).get(`/subscriptions/${ids.id}`);
const act = (person: Person, action: string, more: object = {}) =>
  portal.as(person).post(`/subscriptions/${ids.id}/transitions`, {
    action,
    reason: 'Because',
    ...more,
  });

describe('what a state offers to whom', () => {
  it.each([
    // state, administrator, provider, consumer
    ['requested', 'approve reject withdraw', 'approve reject', 'withdraw'],
    ['approved', 'end', 'end', 'end'],
    ['rejected', '', '', ''],
    ['withdrawn', '', '', ''],
    ['provisioning', 'end', 'end', 'end'],
    ['failed', 'retry end', 'retry end', 'end'],
    ['active', 'suspend end', 'suspend end', 'end'],
    ['suspended', 'resume end', 'resume end', 'end'],
    ['ending', '', '', ''],
    ['ended', '', '', ''],
  ])('%s: administrator %j, provider %j, consumer %j', async (state, ...to) => {
    await become(state);
    const offered = await Promise.all(
      (['ada', 'max', 'bea'] as const).map(
        async person => (await see(person)).body.actions,
      ),
    );
    expect(offered.map(list => list.join(' '))).toEqual(to);
  });
});

describe('what happens when somebody does it', () => {
  it.each([
    // person, state, status of each action in the order above
    ['ada', 'requested', [200, 200, 200, 409, 409, 409, 409]],
    ['max', 'requested', [200, 200, 403, 409, 409, 409, 409]],
    ['bea', 'requested', [403, 403, 200, 403, 403, 403, 409]],
    ['bert', 'requested', [403, 403, 200, 403, 403, 403, 409]],
    ['carl', 'requested', [404, 404, 404, 404, 404, 404, 404]],
    ['paul', 'requested', [404, 404, 404, 404, 404, 404, 404]],
    ['ada', 'active', [409, 409, 409, 409, 200, 409, 200]],
    ['max', 'active', [409, 409, 403, 409, 200, 409, 200]],
    ['bea', 'active', [403, 403, 409, 403, 403, 403, 200]],
    ['max', 'suspended', [409, 409, 403, 409, 409, 200, 200]],
    ['max', 'failed', [409, 409, 403, 200, 409, 409, 200]],
  ] as const)('%s, %s', async (person, state, expected) => {
    const got: number[] = [];
    for (const action of actions) {
      await become(state);
      got.push((await act(person, action)).status);
      // what is asked of the gateway is another test's business
      await portal.knex('grants').delete();
    }
    expect(got).toEqual(expected);
  });

  it('tells who may see nothing that there is nothing', async () => {
    for (const path of ['', '/events', '/connections', '/credentials']) {
      const { status, body } = await portal
        .as('carl')
        .get(`/subscriptions/${ids.id}${path}`);
      expect([path, status]).toEqual([path, 404]);
      expect(body.error.message).toBe(
        `There is no subscription ${ids.id} that you may see`,
      );
    }
  });

  it('names what is refused, and what the state allows', async () => {
    expect((await act('bea', 'suspend')).body.error.message).toBe(
      'You may not suspend this subscription',
    );
    expect((await act('max', 'resume')).body.error.message).toBe(
      'A subscription that is requested does not allow resume; it allows: approve, reject, withdraw',
    );
  });

  it('lets nobody decide on a request of their own', async () => {
    const product = await portal.publish('paul', paymentsProduct);
    for (const person of ['paul', 'ada'] as const) {
      const { id, actions: offered } = await portal.subscribe(person, product);
      expect(offered).not.toContain('approve');
      for (const action of ['approve', 'reject']) {
        const { status } = await portal
          .as(person)
          .post(`/subscriptions/${id}/transitions`, { action, reason: 'Mine' });
        expect([person, action, status]).toEqual([person, action, 403]);
      }
    }
  });

  it('lets one of two who decide at once decide', async () => {
    const answers = await Promise.all([
      act('max', 'approve'),
      act('ada', 'reject'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('a reason', () => {
  it.each([
    // person, state, action, reason, status
    ['max', 'requested', 'approve', undefined, 200],
    ['max', 'requested', 'reject', undefined, 400],
    ['max', 'requested', 'reject', '  ', 400],
    ['max', 'requested', 'reject', 'No', 200],
    ['bea', 'requested', 'withdraw', undefined, 200],
    ['max', 'active', 'suspend', undefined, 400],
    ['max', 'active', 'suspend', 'Late', 200],
    ['max', 'suspended', 'resume', undefined, 200],
    ['max', 'active', 'end', undefined, 400],
    ['max', 'active', 'end', ' ', 400],
    ['bea', 'active', 'end', undefined, 200],
    ['bert', 'active', 'end', undefined, 200],
    ['ada', 'active', 'end', undefined, 400],
    ['ada', 'active', 'end', ' ', 400],
    ['ada', 'active', 'end', 'Leaked', 200],
    ['ada', 'suspended', 'end', undefined, 400],
    ['ada', 'failed', 'end', undefined, 400],
    ['ada', 'requested', 'withdraw', undefined, 400],
    ['ada', 'requested', 'withdraw', 'Twice', 200],
  ] as const)(
    '%s: %s → %s because %j: %s',
    async (person, state, action, reason, expected) => {
      await become(state);
      const { status, body } = await act(person, action, { reason });
      expect(status).toBe(expected);
      expect(body.error?.message).toBe(
        expected === 400
          ? `request/body/reason must say why you ${action} the subscription; its holder will read it`
          : undefined,
      );
      const unmoved = (await see(person)).body.state === state;
      expect(unmoved).toBe(expected === 400);
    },
  );

  it('stays until there is another', async () => {
    await become('active');
    expect((await act('max', 'suspend', { reason: 'Late' })).body.reason).toBe(
      'Late',
    );
    const resumed = await act('max', 'resume', { reason: undefined });
    expect(resumed.body.reason).toBe('Late');
    const ended = await act('max', 'end', { reason: 'Too late' });
    expect(ended.body.reason).toBe('Too late');
  });
});
