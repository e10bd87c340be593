import { TestDatabases } from '@backstage/backend-test-utils';
import { migrated } from '../__testUtils__/migrated';
import { stackWorld, type StackWorld } from '../__testUtils__/stackWorld';

jest.setTimeout(60_000);

// What is wrong is found before a row is written, on every engine alike.
const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

/** Each is refused with a sentence that says what to do, and leaves nothing. */
describe('a deployment that cannot be', () => {
  let world: StackWorld;

  beforeAll(async () => {
    world = await stackWorld(await migrated(databases, 'SQLITE_3'));
  });
  beforeEach(() => world.reset());
  afterAll(() => world.close());

  async function refused(change: object) {
    const { status, body } = await world.start({
      ...world.deployInput,
      ...change,
    });
    const { body: list } = await world.ada.get('/infrastructure/deployments');
    expect(list.totalItems).toBe(0);
    return [status, body.error?.message];
  }

  it('into an account that nobody linked', async () => {
    const [status, message] = await refused({ accountLinkId: 'nobody' });
    expect(status).toBe(404);
    expect(message).toContain('nobody');
  });

  it('into an account that is not verified', async () => {
    const { body: link } = await world.ada.post('/account-links', {
      driver: 'fake',
      accountId: '444455556666',
      partition: 'fake',
      alias: 'Claims',
    });
    expect(await refused({ accountLinkId: link.id })).toEqual([
      409,
      'Account Claims is not verified yet. Make its trust role with the permission set deploy, and verify the link.',
    ]);
  });

  it('into a region that is not enabled', async () => {
    const [status, message] = await refused({ region: 'moon' });
    expect(status).toBe(400);
    expect(message).toMatch(
      /^request\/body\/region: account Payments has moon not enabled; it has: .*east.*\. Enable it in the account and verify the link, or choose another one\.$/,
    );
  });

  it('by a role that lacks what it takes', async () => {
    world.stacks.missing = ['cloudformation:CreateChangeSet', 'iam:PassRole'];
    expect(await refused({})).toEqual([
      409,
      "The role of account Payments does not let us deploy; it lacks cloudformation:CreateChangeSet, iam:PassRole. Take the trust template with the permission set deploy, update the account's stack with it, and verify the link.",
    ]);
  });

  it('from a template that there is not', async () => {
    expect(await refused({ template: 'castle' })).toEqual([
      400,
      'request/body/template must be one of: gateway',
    ]);
  });

  it.each([
    [{ Domain: 'a.example.com', Rate: '0' }, /Rate/],
    [{ Domain: 'a.example.com', Rate: 'many' }, /Rate/],
    [{ Rate: '5' }, /Domain/],
    [{ Domain: 'a.example.com', Colour: 'red' }, /Colour/],
  ])('with the parameters %j', async (parameters, named) => {
    const [status, message] = await refused({ parameters });
    expect(status).toBe(400);
    expect(message).toMatch(/^request\/body\/parameters/);
    expect(message).toMatch(named);
  });

  it('under a name that no trust role may touch', async () => {
    const [status, message] = await refused({ stackName: 'payroll' });
    expect(status).toBe(400);
    expect(message).toMatch(/^request\/body\/stackName/);
  });

  it('under the name of a stack from another template', async () => {
    await world.through();
    world.stacks.known = [
      ...world.stacks.known,
      { ...world.stacks.known[0], name: 'notify' },
    ];
    const { status, body } = await world.start({
      ...world.deployInput,
      template: 'notify',
    });
    expect([status, body.error.message]).toEqual([
      409,
      'The stack oaf-gateway was deployed from the template gateway. Choose another name, or remove it first.',
    ]);
  });

  it('of a stack that this installation never deployed, to remove it', async () => {
    const { template: _, parameters: __, ...input } = world.deployInput;
    const { status, body } = await world.start({ ...input, action: 'destroy' });
    expect([status, body.error.message]).toEqual([
      404,
      'This installation deployed no stack oaf-gateway in east of that account',
    ]);
  });

  it('because CloudFormation refuses the parameters', async () => {
    const ended = await world.through({
      ...world.deployInput,
      parameters: { Domain: 'refused.example.com' },
    });
    expect(ended).toMatchObject({
      state: 'failed',
      failure: { message: 'CloudFormation refuses the domain' },
    });
    expect(world.stacks.calls).not.toContain('execute');
  });

  it('of a template that is none', async () => {
    const own = { template: undefined, templateBody: 'nonsense' };
    expect(await refused(own)).toEqual([
      400,
      'request/body/templateBody is no template',
    ]);
  });

  it('of one of our templates and one of its own', async () => {
    expect(await refused({ templateBody: 'Resources: {}' })).toEqual([
      400,
      'request/body must have either template or templateBody',
    ]);
  });

  it('of neither', async () => {
    expect(await refused({ template: undefined })).toEqual([
      400,
      'request/body/template must be one of: gateway',
    ]);
  });

  it('by the name of templates that come with a deployment', async () => {
    expect(await refused({ template: 'own' })).toEqual([
      400,
      'request/body/template must be one of: gateway',
    ]);
  });

  it('of an own template by somebody who may not deploy', async () => {
    const { status } = await world
      .as('max')
      .post('/infrastructure/deployments', {
        ...world.deployInput,
        template: undefined,
        templateBody: 'Resources: {}',
      });
    expect(status).toBe(403);
  });
});
