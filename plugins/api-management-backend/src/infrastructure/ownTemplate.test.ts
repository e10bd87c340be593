import { createHash } from 'node:crypto';
import { TestDatabases } from '@backstage/backend-test-utils';
import { migrated } from '../__testUtils__/migrated';
import { stackWorld, type StackWorld } from '../__testUtils__/stackWorld';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ disableDocker: true });

const templateBody = 'Resources: { Bell: { Type: Fake::Thing } } # ☂';
const templateHash = createHash('sha256').update(templateBody).digest('hex');

describe.each(databases.eachSupportedId())(
  "somebody's own template on %s",
  databaseId => {
    let world: StackWorld;

    beforeAll(async () => {
      world = await stackWorld(await migrated(databases, databaseId));
    });
    beforeEach(() => world.reset());
    afterAll(() => world.close());

    const own = (fields: object = {}) => ({
      ...world.deployInput,
      template: undefined,
      templateBody,
      ...fields,
    });
    const kept = () => world.knex('deployment_templates').select('*');

    it('is deployed as it was given, and forgotten when that is over', async () => {
      const { start, confirm, until, stacks } = world;
      const { body } = await start(own());
      expect(body).toMatchObject({ template: 'own', templateHash });
      await until(body.id, 'awaiting-confirmation');
      expect(await kept()).toEqual([
        { deployment_id: body.id, body: templateBody },
      ]);
      const [{ request }] = stacks.changeSets.values();
      expect(request).toMatchObject({ template: 'own', templateBody });
      await confirm(body.id);
      expect(await until(body.id)).toMatchObject({ state: 'succeeded' });
      expect(await kept()).toEqual([]);
    });

    it('is the same for whoever goes on with it', async () => {
      const { join, deployInput, replicas, stacks, get } = world;
      const leaving = await join();
      stacks.isSilent = true;
      const { body } = await leaving
        .as('ada')
        .post('/infrastructure/deployments', {
          ...deployInput,
          template: undefined,
          templateBody,
        });
      const began = () => stacks.calls.includes(`upload ${templateBody}`);
      while (!began()) {
        await new Promise(setImmediate);
      }
      await leaving.close();
      stacks.isSilent = false;
      await replicas[0].run('deploy-stacks');
      expect(await get(body.id)).toMatchObject({ state: 'previewing' });
      expect(stacks.calls).toEqual([
        `upload ${templateBody}`,
        `upload ${templateBody}`,
        'create change set',
      ]);
    });

    it('makes a stack that is there without anything newer', async () => {
      await world.through(own());
      const { body } = await world.ada.get('/infrastructure/stacks');
      expect(body.items).toMatchObject([
        { template: 'own', templateHash, updateAvailable: false },
      ]);
    });

    it('is changed by another text of it, and keeps the values', async () => {
      await world.through(own());
      const changed = await world.through(
        own({ templateBody: `${templateBody}!`, parameters: { Rate: '7' } }),
      );
      expect(changed).toMatchObject({ state: 'succeeded', changed: true });
      expect(world.stacks.stacks.get('oaf-gateway')!.parameters).toEqual({
        Domain: 'api.example.com',
        Rate: '7',
      });
    });

    it('does not take the place of one of ours, nor the other way round', async () => {
      const { through, start, deployInput, stacks, input } = world;
      await through(own());
      expect((await start(deployInput)).body.error.message).toBe(
        'The stack oaf-gateway was deployed from its own template. Choose another name, or remove it first.',
      );
      await through({ ...input, action: 'destroy' });
      expect(stacks.stacks.size).toBe(0);
      await through();
      expect((await start(own())).body.error.message).toBe(
        'The stack oaf-gateway was deployed from the template gateway. Choose another name, or remove it first.',
      );
    });

    it('is told by its hash alone, and its secrets by nothing', async () => {
      const { start, confirm, until, replicas, stacks, knex } = world;
      const { body } = await start(
        own({ parameters: { Domain: 'a.example.com', Password: 'hunter22' } }),
      );
      expect(JSON.stringify(body)).not.toContain('Bell');
      await until(body.id, 'awaiting-confirmation');
      await confirm(body.id);
      await until(body.id);
      expect(stacks.passwords).toEqual(['hunter22']);
      const audit = replicas.flatMap(replica => replica.audit);
      expect(audit).toContainEqual(
        expect.objectContaining({
          eventId: 'deployment-start',
          meta: expect.objectContaining({ template: null, templateHash }),
        }),
      );
      const told = JSON.stringify([audit, await knex('deployments')]);
      expect(told).not.toMatch(/Bell|hunter22/);
    });

    it('may be as large as CloudFormation takes it', async () => {
      const large = `${templateBody}${'"\n'.repeat(490_000)}`;
      const { status, body } = await world.start(own({ templateBody: large }));
      expect([status, body.template]).toEqual([201, 'own']);
      expect(await kept()).toEqual([{ deployment_id: body.id, body: large }]);
      await world.until(body.id, 'awaiting-confirmation');
      await world.cancel(body.id);
      await world.until(body.id);
      expect(await kept()).toEqual([]);
    });
  },
);
