import { TestDatabases } from '@backstage/backend-test-utils';
import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import { eventually } from '../__testUtils__/eventually';
import { migrated } from '../__testUtils__/migrated';
import { stackWorld, type StackWorld } from '../__testUtils__/stackWorld';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });

describe.each(databases.eachSupportedId())('deployments on %s', databaseId => {
  let world: StackWorld;

  beforeAll(async () => {
    world = await stackWorld(await migrated(databases, databaseId));
  });
  beforeEach(() => world.reset());
  afterAll(() => world.close());

  const changing = (Rate: string) => ({
    ...world.deployInput,
    parameters: { ...world.deployInput.parameters, Rate },
  });
  const destroying = () => ({ ...world.input, action: 'destroy' });

  it('shows what would change before it happens, and then does it', async () => {
    const { start, until, confirm, ada, stacks } = world;
    const { status, body } = await start();
    expect([status, body.state]).toEqual([201, 'queued']);
    const shown = await until(body.id, 'awaiting-confirmation');
    expect(shown).toMatchObject({ progress: { done: 0, total: 2 } });
    expect(stacks.calls).not.toContain('execute');
    const changes = await ada.get(
      `/infrastructure/deployments/${body.id}/changes`,
    );
    expect(changes.body).toMatchObject({
      totalItems: 2,
      items: [
        { action: 'add', resource: 'Api' },
        { action: 'add', resource: 'Table' },
      ],
    });
    await confirm(body.id);
    const ended = await until(body.id);
    expect(ended).toMatchObject({
      state: 'succeeded',
      changed: true,
      progress: { done: 2, total: 2 },
      outputs: { Url: 'https://oaf-gateway.example.com' },
      startedBy: 'user:default/ada',
    });
    expect(ended.steps.map(({ state, by }: any) => [state, by])).toEqual([
      ['queued', 'user:default/ada'],
      ['uploading', undefined],
      ['previewing', undefined],
      ['awaiting-confirmation', undefined],
      ['executing', 'user:default/ada'],
      ['succeeded', undefined],
    ]);
    expect(stacks.calls.filter(call => call === 'execute')).toHaveLength(1);
  });

  it('lists what is deployed, and whether there is something newer', async () => {
    const { through, ada, stacks } = world;
    await through();
    const read = async () =>
      (await ada.get('/infrastructure/stacks')).body.items[0];
    expect(await read()).toMatchObject({
      name: 'oaf-gateway',
      accountAlias: 'Payments',
      template: 'gateway',
      templateHash: 'hash-1',
      updateAvailable: false,
      parameters: { Domain: 'api.example.com' },
      changedBy: 'user:default/ada',
      drift: { state: 'unknown' },
    });
    stacks.known = [{ ...stacks.known[0], hash: 'hash-2' }];
    expect(await read()).toMatchObject({ updateAvailable: true });
  });

  it.each([
    ['region=east', 1],
    ['region=west', 0],
    ['stackName=oaf-gateway', 1],
    ['stackName=oaf-other', 0],
    ['template=gateway&state=queued', 0],
  ])('lists deployments of %s', async (query, count) => {
    await world.through();
    const { body } = await world.ada.get(
      `/infrastructure/deployments?${query}`,
    );
    expect(body).toMatchObject({ totalItems: count });
    expect(body.items).toHaveLength(count);
  });

  it('finds that there is nothing to change', async () => {
    const { through, stacks } = world;
    await through();
    expect(await through()).toMatchObject({
      state: 'succeeded',
      changed: false,
    });
    expect(stacks.calls.filter(call => call === 'execute')).toHaveLength(1);
    expect(stacks.changeSets.size).toBe(1);
  });

  it('keeps the values that are not given anew', async () => {
    const { through, stacks, input } = world;
    await through();
    await through({
      ...input,
      action: 'deploy',
      template: 'gateway',
      parameters: { Rate: '7' },
    });
    expect(stacks.stacks.get('oaf-gateway')!.parameters).toEqual({
      Domain: 'api.example.com',
      Rate: '7',
    });
  });

  it('tells events since a cursor', async () => {
    const { through, ada } = world;
    const { id } = await through();
    const events = `/infrastructure/deployments/${id}/events`;
    const first = await ada.get(`${events}?limit=2`);
    expect(first.body).toMatchObject({ cursor: 2, more: true });
    const rest = await ada.get(`${events}?after=2`);
    expect(rest.body).toMatchObject({ cursor: 4, more: false });
    expect(
      [...first.body.items, ...rest.body.items].map(({ kind }: any) => kind),
    ).toEqual(['begun', 'done', 'done', 'settled']);
  });

  it('says which resource failed, why, and what to do', async () => {
    const { through, stacks, ada } = world;
    stacks.fault = 'The name is taken.';
    expect(await through()).toMatchObject({
      state: 'failed',
      failure: {
        message: 'Api failed: The name is taken. Put it right.',
        resource: 'Api',
        reason: 'The name is taken.',
      },
    });
    const { body } = await ada.get('/infrastructure/stacks');
    expect(body.totalItems).toBe(0);
  });

  it('leaves no uploads of a stack that could not be made', async () => {
    const { through, stacks } = world;
    stacks.fault = 'The name is taken.';
    stacks.leavesNothing = true;
    expect(await through()).toMatchObject({ state: 'failed' });
    expect([stacks.stacks.size, stacks.uploads.size]).toEqual([0, 0]);
  });

  it('clears away what a failure left, and begins anew', async () => {
    const { through, stacks } = world;
    stacks.fault = 'The name is taken.';
    await through();
    expect(stacks.stacks.get('oaf-gateway')!.status).toBe('ROLLBACK_COMPLETE');
    stacks.fault = undefined;
    expect(await through()).toMatchObject({ state: 'succeeded' });
    expect(stacks.calls).toContain('delete');
  });

  it('takes up a review that nobody carried out', async () => {
    const { through, stacks } = world;
    stacks.put('oaf-gateway', {
      status: 'REVIEW_IN_PROGRESS',
      condition: 'review',
    });
    expect(await through()).toMatchObject({ state: 'succeeded' });
  });

  it('takes a half-taken-back update back, and says so when that fails', async () => {
    const { through, stacks } = world;
    await through();
    const stack = stacks.stacks.get('oaf-gateway')!;
    const stuck = {
      status: 'UPDATE_ROLLBACK_FAILED',
      condition: 'stuck',
    } as const;
    Object.assign(stack, stuck);
    stacks.fault = 'Still no';
    const failed = await through(changing('6'));
    expect(failed.failure.message).toMatch(/^The update before could not be/);
    stacks.fault = undefined;
    expect(await through(changing('6'))).toMatchObject({ state: 'succeeded' });
  });

  it.each([
    ['deploy', 'CREATE_COMPLETE', 'ready', undefined],
    ['deploy', 'ROLLBACK_COMPLETE', 'dead', 'oaf-of-others'],
    ['destroy', 'CREATE_COMPLETE', 'ready', 'oaf-of-others'],
  ] as const)(
    'leaves stacks of others alone: %s, %s',
    async (action, status, condition, installation) => {
      const { through, stacks, deployInput, input } = world;
      if (action === 'destroy') {
        await through();
      }
      stacks.put('oaf-gateway', { status, condition, installation });
      const before = stacks.calls.length;
      const ended = await through(
        action === 'deploy' ? deployInput : { ...input, action },
      );
      expect(ended.state).toBe('failed');
      expect(ended.failure.message).toBe(
        'Account Payments has a stack oaf-gateway in east that this installation did not deploy, so it stays as it is. Choose another name, or remove that stack in the account if nobody needs it.',
      );
      expect(stacks.calls.slice(before)).toEqual([]);
    },
  );

  it('destroys, after showing what goes, and leaves nothing behind', async () => {
    const { start, until, confirm, through, stacks, ada } = world;
    await through();
    const { body } = await start(destroying());
    await until(body.id, 'awaiting-confirmation');
    const changes = await ada.get(
      `/infrastructure/deployments/${body.id}/changes`,
    );
    expect(changes.body.items).toMatchObject([
      { action: 'remove', resource: 'Api', physicalId: 'Api-1' },
      { action: 'keep', resource: 'Table' },
      { action: 'snapshot', resource: 'Database' },
      { action: 'keep', resource: 'Foreign' },
    ]);
    expect(stacks.stacks.size).toBe(1);
    await confirm(body.id);
    expect(await until(body.id)).toMatchObject({ state: 'succeeded' });
    expect([stacks.stacks.size, stacks.uploads.size]).toEqual([0, 0]);
    const { body: left } = await ada.get('/infrastructure/stacks');
    expect(left.totalItems).toBe(0);
  });

  it('keeps the uploads that another stack needs', async () => {
    const { through, stacks, deployInput } = world;
    await through();
    await through({ ...deployInput, stackName: 'oaf-second' });
    await through(destroying());
    expect(stacks.uploads.size).toBe(1);
  });

  it('removes no gateway that offers a product', async () => {
    const { through, start, ada, knex } = world;
    await through();
    const { items } = (await ada.get('/infrastructure/stacks')).body;
    await knex('publications').insert({
      id: 'publication-1',
      product_id: 'product-1',
      gateway_id: items[0].id,
      state: 'published',
      wanted: '[]',
      started_by: 'user:default/max',
      started_at: 1,
      updated_at: 1,
    });
    const { status, body } = await start(destroying());
    expect(status).toBe(409);
    expect(body.error.message).toBe(
      'The gateway offers 1 product. Withdraw them from it first, each on its own page.',
    );
    await knex('publications').delete();
  });

  it('says what hinders a removal', async () => {
    const { through, stacks, ada } = world;
    await through();
    stacks.fault = 'The bucket is not empty';
    expect(await through(destroying())).toMatchObject({
      state: 'failed',
      failure: {
        message: 'Api failed: The bucket is not empty. Put it right.',
      },
    });
    const { body } = await ada.get('/infrastructure/stacks');
    expect(body.totalItems).toBe(1);
  });

  it('tells the zones of an account page by page, by a part of their names, to who may deploy', async () => {
    const { ada, as, link, stacks } = world;
    const zones = (query: string, person = ada) =>
      person.get(
        `/infrastructure/hosted-zones?accountLinkId=${link.id}&${query}`,
      );
    const { body } = await zones('search=EXAMPLE&offset=1&limit=5');
    expect(body).toEqual({
      items: [{ id: 'Z2', name: 'example.org', private: false }],
      totalItems: 2,
    });
    expect((await zones('search=z3')).body.items).toMatchObject([
      { name: 'internal', private: true },
    ]);
    expect((await zones('', as('max'))).status).toBe(403);
    stacks.failure = new GatewayError('access-denied', 'It may not list them.');
    const refused = await zones('');
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(refused.body.error.message).toContain('It may not list them.');
  });

  describe('deleting what a stack keeps', () => {
    const deletingAll = () => ({ ...destroying(), deleteKept: true });
    const kept = () => [...world.stacks.kept.values()].flat();

    it('is for whoever asks for it alone', async () => {
      await world.through();
      expect(await world.through(destroying())).toMatchObject({
        state: 'succeeded',
        deleteKept: false,
      });
      expect(kept()).toEqual(['Table', 'Key']);
      expect(world.stacks.calls).not.toContain('delete kept');
    });

    it('is shown before, for what this installation can delete', async () => {
      const { through, start, until, ada } = world;
      await through();
      const { body } = await start(deletingAll());
      await until(body.id, 'awaiting-confirmation');
      const changes = await ada.get(
        `/infrastructure/deployments/${body.id}/changes`,
      );
      expect(
        changes.body.items.map(({ action, resource }: any) => [
          action,
          resource,
        ]),
      ).toEqual([
        ['remove', 'Api'],
        ['remove-kept', 'Table'],
        ['remove-kept', 'Database'],
        ['keep', 'Foreign'],
      ]);
    });

    it('comes after the stack is gone, piece by piece, and is told', async () => {
      const { through, stacks, ada, replicas } = world;
      await through();
      const ended = await through(deletingAll());
      expect(ended).toMatchObject({ state: 'succeeded', deleteKept: true });
      expect(ended.steps.map(({ state }: any) => state).slice(-3)).toEqual([
        'executing',
        'deleting-kept',
        'succeeded',
      ]);
      expect([kept(), stacks.uploads.size]).toEqual([[], 0]);
      expect(stacks.calls.filter(call => /delete|remove/.test(call))).toEqual([
        'delete',
        'delete kept',
        'delete kept',
        'remove uploads',
      ]);
      const { body } = await ada.get(
        `/infrastructure/deployments/${ended.id}/events`,
      );
      expect(
        body.items
          .slice(-2)
          .map(({ resource, status }: any) => [resource, status]),
      ).toEqual([
        ['Table', 'DELETED'],
        ['Key', 'DELETED'],
      ]);
      const started = replicas
        .flatMap(({ audit }) => audit)
        .filter(({ eventId }) => eventId === 'deployment-start');
      expect(started.at(-1)!.meta).toMatchObject({ deleteKept: true });
    });

    it('goes on where it was cut off, and the stack is gone by then', async () => {
      const { start, until, confirm, get, stacks, tick, ada } = world;
      await world.through();
      stacks.waits = true;
      const { body } = await start(deletingAll());
      await until(body.id, 'awaiting-confirmation');
      await confirm(body.id);
      await world.replicas[0].run('deploy-stacks');
      stacks.finish('oaf-gateway');
      stacks.waits = false;
      await until(body.id, 'deleting-kept');
      stacks.failure = new GatewayError('unavailable', 'AWS is away.');
      tick(3_600_000);
      await world.replicas[1].run('deploy-stacks');
      expect(await get(body.id)).toMatchObject({
        state: 'deleting-kept',
        waitingFor: 'AWS is away.',
      });
      const { body: left } = await ada.get('/infrastructure/stacks');
      expect(left.totalItems).toBe(0);
      stacks.failure = undefined;
      tick(3_600_000);
      expect(await until(body.id)).toMatchObject({ state: 'succeeded' });
      expect(kept()).toEqual([]);
    });

    it('can be spared while the stack goes, and not after', async () => {
      const { start, until, confirm, cancel, stacks, replicas } = world;
      await world.through();
      stacks.waits = true;
      const { body } = await start(deletingAll());
      await until(body.id, 'awaiting-confirmation');
      await confirm(body.id);
      await replicas[0].run('deploy-stacks');
      expect((await cancel(body.id)).body).toMatchObject({
        state: 'executing',
        deleteKept: false,
      });
      expect((await cancel(body.id)).status).toBe(409);
      stacks.finish('oaf-gateway');
      expect(await until(body.id)).toMatchObject({ state: 'succeeded' });
      expect(kept()).toEqual(['Table', 'Key']);
    });

    it('can be asked for when the stack is gone already', async () => {
      const { through, stacks } = world;
      await through();
      await through(destroying());
      expect(await through(deletingAll())).toMatchObject({
        state: 'succeeded',
        deleteKept: true,
      });
      expect(kept()).toEqual([]);
      expect(stacks.calls.filter(call => call === 'delete')).toHaveLength(1);
    });

    it('wants rights that a removal does not', async () => {
      const { through, start, stacks } = world;
      await through();
      stacks.missingToDelete = ['kms:ScheduleKeyDeletion'];
      const { status, body } = await start(deletingAll());
      expect([status, body.error.message]).toEqual([
        409,
        expect.stringContaining('it lacks kms:ScheduleKeyDeletion.'),
      ]);
      expect(await through(destroying())).toMatchObject({ state: 'succeeded' });
    });

    it('is nothing that a deployment does', async () => {
      const { status, body } = await world.start({
        ...world.deployInput,
        deleteKept: true,
      });
      expect([status, body.error.message]).toEqual([
        400,
        'request/body/deleteKept is for a removal alone; leave it out to deploy',
      ]);
    });
  });

  describe('cancelling', () => {
    it('forgets the plan before it is carried out', async () => {
      const { start, until, cancel, stacks } = world;
      const { body } = await start();
      await until(body.id, 'awaiting-confirmation');
      expect((await cancel(body.id)).body.state).toBe('cancelling');
      expect(await until(body.id)).toMatchObject({ state: 'cancelled' });
      expect(stacks.stacks.size + stacks.changeSets.size).toBe(0);
      expect(stacks.uploads.size).toBe(0);
    });

    it('takes back what is being made', async () => {
      const { start, until, confirm, cancel, stacks } = world;
      stacks.waits = true;
      const { body } = await start();
      await until(body.id, 'awaiting-confirmation');
      await confirm(body.id);
      await world.replicas[0].run('deploy-stacks');
      await cancel(body.id);
      expect(await until(body.id)).toMatchObject({ state: 'cancelled' });
      expect(stacks.stacks.size).toBe(0);
    });

    it('rolls an update back', async () => {
      const { through, start, until, confirm, cancel, stacks } = world;
      await through();
      stacks.waits = true;
      const { body } = await start(changing('9'));
      await until(body.id, 'awaiting-confirmation');
      await confirm(body.id);
      await world.replicas[0].run('deploy-stacks');
      await cancel(body.id);
      expect(await until(body.id)).toMatchObject({ state: 'cancelled' });
      expect(stacks.stacks.get('oaf-gateway')!.status).toBe(
        'UPDATE_ROLLBACK_COMPLETE',
      );
    });

    it('is refused for a removal under way, and for what is over', async () => {
      const { through, start, until, confirm, cancel, stacks } = world;
      const { id } = await through();
      expect((await cancel(id)).status).toBe(409);
      stacks.waits = true;
      const { body } = await start(destroying());
      await until(body.id, 'awaiting-confirmation');
      await confirm(body.id);
      const refused = await cancel(body.id);
      expect([refused.status, refused.body.error.message]).toEqual([
        409,
        'A removal that is executing does not allow cancel; it allows: none',
      ]);
    });

    it('happens by itself when nobody confirms within a day', async () => {
      const { start, until, tick, stacks } = world;
      const { body } = await start();
      await until(body.id, 'awaiting-confirmation');
      tick(24 * 3_600_000);
      expect(await until(body.id)).toMatchObject({ state: 'cancelled' });
      expect(stacks.stacks.size).toBe(0);
    });
  });

  describe('two at once', () => {
    it('start one deployment of a stack', async () => {
      const { replicas, deployInput } = world;
      const answers = await Promise.all(
        [0, 1, 0, 1].map(index =>
          replicas[index]
            .as('ada')
            .post('/infrastructure/deployments', deployInput),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([
        201, 409, 409, 409,
      ]);
      const { id } = answers.find(({ status }) => status === 201)!.body;
      expect(
        answers.find(({ status }) => status === 409)!.body.error.message,
      ).toBe(
        `The stack oaf-gateway in east is being deployed by user:default/ada: follow deployment ${id}, or cancel it, and start again when it is over`,
      );
    });

    it('decide once', async () => {
      const { replicas, start, until } = world;
      const { body } = await start();
      await until(body.id, 'awaiting-confirmation');
      const answers = await Promise.all(
        replicas.map(({ as }) =>
          as('ada').post(`/infrastructure/deployments/${body.id}/confirm`),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    });

    it('go on at once where one puts its work down', async () => {
      const { replicas, join, deployInput, get, stacks } = world;
      const leaving = await join();
      stacks.isSilent = true;
      const { body } = await leaving
        .as('ada')
        .post('/infrastructure/deployments', deployInput);
      await eventually(async () => stacks.calls.includes('upload gateway'));
      await leaving.close();
      stacks.isSilent = false;
      await replicas[0].run('deploy-stacks');
      expect(await get(body.id)).toMatchObject({ state: 'previewing' });
      expect(stacks.calls).toEqual([
        'upload gateway',
        'upload gateway',
        'create change set',
      ]);
    });

    it('work on a deployment, which ends once', async () => {
      const { through, replicas, stacks } = world;
      await through();
      expect(stacks.calls).toEqual([
        'upload gateway',
        'create change set',
        'execute',
      ]);
      const ends = replicas
        .flatMap(({ audit }) => audit)
        .filter(
          ({ eventId, outcome }) =>
            eventId === 'deployment-end' && outcome === 'succeeded',
        );
      expect(ends).toHaveLength(1);
    });
  });

  describe('what may pass by itself', () => {
    const expired = new GatewayError(
      'base-credentials',
      'Our credentials are expired. Renew them.',
    );

    it('is waited for, also in the middle, and said', async () => {
      const { start, until, confirm, get, stacks, replicas, tick } = world;
      stacks.waits = true;
      const { body } = await start();
      await until(body.id, 'awaiting-confirmation');
      await confirm(body.id);
      await replicas[0].run('deploy-stacks');
      stacks.failure = expired;
      for (let hour = 0; hour < 30; hour += 1) {
        tick(3_600_000);
        await replicas[hour % 2].run('deploy-stacks');
      }
      expect(await get(body.id)).toMatchObject({
        state: 'executing',
        waitingFor: 'Our credentials are expired. Renew them.',
      });
      stacks.failure = undefined;
      stacks.finish('oaf-gateway');
      tick(3_600_000);
      const ended = await until(body.id);
      expect(ended.state).toBe('succeeded');
      expect(ended.waitingFor).toBeUndefined();
    });

    it('is given up on before anything was changed', async () => {
      const { start, until, stacks } = world;
      const { body } = await start();
      stacks.failure = expired;
      for (let round = 0; round < 25; round += 1) {
        await world.replicas[0].run('deploy-stacks');
        world.tick(600_000);
      }
      stacks.failure = undefined;
      expect(await until(body.id)).toMatchObject({
        state: 'failed',
        failure: { message: 'Our credentials are expired. Renew them.' },
      });
    });
  });

  it('never keeps what is secret', async () => {
    const { through, stacks, knex, replicas } = world;
    const Password = 'never-to-be-seen';
    const input = {
      ...world.deployInput,
      parameters: { ...world.deployInput.parameters, Password },
    };
    const { id, parameters } = await through(input);
    expect(stacks.passwords).toEqual([Password]);
    expect(parameters).toEqual({ Domain: 'api.example.com' });
    const rows = await Promise.all(
      ['deployments', 'stacks', 'deployment_events'].map(table => knex(table)),
    );
    const [row] = await knex('deployments').where({ id });
    expect(row.sealed_parameters).toBeNull();
    expect(
      JSON.stringify([rows, replicas.map(r => [r.audit, r.warnings])]),
    ).not.toContain(Password);
  });

  it('finds out what somebody changed by hand', async () => {
    const { through, ada, replicas } = world;
    await through();
    const stack = (await ada.get('/infrastructure/stacks')).body.items[0];
    const path = `/infrastructure/stacks/${stack.id}`;
    const asked = await ada.post(`${path}/drift-detection`);
    expect([asked.status, asked.body.drift.state]).toEqual([202, 'detecting']);
    await replicas[0].run('detect-stack-drift');
    await replicas[1].run('detect-stack-drift');
    expect((await ada.get(path)).body.drift).toMatchObject({
      state: 'drifted',
      resources: ['Table'],
    });
  });
});
