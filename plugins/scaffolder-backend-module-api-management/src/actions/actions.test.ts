import {
  type Course,
  deployment,
  ScriptedPortal,
} from '../__testUtils__/servePortal';
import { servicesAt, taskOf } from '../__testUtils__/taskOf';
import { createDeployInfrastructureAction } from './deployInfrastructure';
import { createDestroyInfrastructureAction } from './destroyInfrastructure';

const endedAt = '2026-03-14T09:30:00Z';
const page =
  'https://portal.example/api-management/infrastructure/deployments/deployment-1';

const goesWell: Course = [
  { state: 'awaiting-confirmation' },
  { state: 'executing', progress: { done: 1, total: 2 } },
  { state: 'succeeded', endedAt, outputs: { Issuer: 'https://door' } },
];

const gateway = {
  template: 'gateway',
  accountLinkId: 'link-1',
  region: 'eu-central-1',
  stackName: 'oaf-gateway',
  parameters: { Firewall: 'yes' },
};

const { template: _, parameters: __, ...stack } = gateway;

describe('the actions', () => {
  let portal: ScriptedPortal;

  afterEach(() => portal.close());

  async function open(course: Course) {
    portal = new ScriptedPortal(course);
    const services = servicesAt(await portal.open());
    return {
      deploy: createDeployInfrastructureAction(services),
      destroy: createDestroyInfrastructureAction(services),
    };
  }

  it('deploy: start, show, confirm, follow, and give the outputs', async () => {
    const { deploy } = await open(goesWell);
    const task = taskOf({ ...gateway, confirm: true });
    await deploy.handler(task.context);
    expect(task.outputs).toEqual({
      deploymentId: 'deployment-1',
      changed: true,
      outputs: { Issuer: 'https://door' },
    });
    expect(task.lines).toEqual([
      `Details: ${page}`,
      'STATUS_1 Table (AWS::DynamoDB::Table)',
      'STATUS_2 Table (AWS::DynamoDB::Table)',
      'STATUS_3 Table (AWS::DynamoDB::Table)',
      'oaf-gateway is awaiting-confirmation',
      'Changes of 3 resources:',
      '  replace Table (AWS::DynamoDB::Table)',
      '  and 2 more',
      'oaf-gateway is succeeded',
    ]);
  });

  it('deploy: leave the confirmation to somebody on the page', async () => {
    const { deploy } = await open(goesWell);
    const task = taskOf(gateway);
    const running = deploy.handler(task.context);
    await until(() =>
      task.lines.includes(`Waiting for somebody to confirm them at ${page}`),
    );
    expect(portal.calls).not.toContain(
      'POST /infrastructure/deployments/deployment-1/confirm',
    );
    portal.current!.state = 'executing';
    await running;
    expect(task.outputs.changed).toBe(true);
  });

  it('ask as the person who runs the template', async () => {
    const { deploy } = await open(goesWell);
    await deploy.handler(taskOf({ ...gateway, confirm: true }).context);
    expect([...portal.tokens]).toEqual([
      expect.stringContaining('user:default/ada'),
    ]);
  });

  it('confirm what was shown, without starting another', async () => {
    const { deploy } = await open(goesWell.slice(1));
    portal.current = deployment({ state: 'awaiting-confirmation' });
    const task = taskOf({ ...gateway, deploymentId: 'deployment-1' });
    await deploy.handler(task.context);
    expect(portal.calls).not.toContain('POST /infrastructure/deployments');
    expect(task.outputs.deploymentId).toBe('deployment-1');
  });

  it('refuse what was shown when it is of another account', async () => {
    const { deploy } = await open(goesWell);
    portal.current = deployment({ accountLinkId: 'link-2' });
    const task = taskOf({ ...gateway, deploymentId: 'deployment-1' });
    await expect(deploy.handler(task.context)).rejects.toThrow(
      'The deployment that was shown has another accountLinkId; go back and look at what will change',
    );
    expect(portal.calls).toEqual([
      'GET /infrastructure/deployments/deployment-1',
    ]);
  });

  it('attach to the same deployment when they are run again', async () => {
    const { deploy } = await open(goesWell);
    portal.current = deployment({ state: 'uploading' });
    const task = taskOf({ ...gateway, confirm: true });
    await deploy.handler(task.context);
    expect(task.outputs.deploymentId).toBe('deployment-1');
  });

  it.each([
    ['other parameters', { parameters: { Firewall: 'no' } }],
    ['another template', { template: 'logs' }],
  ])('do not attach to a deployment with %s', async (_name, fields) => {
    const { deploy } = await open(goesWell);
    portal.current = deployment({ state: 'uploading', ...fields });
    await expect(
      deploy.handler(taskOf({ ...gateway, confirm: true }).context),
    ).rejects.toThrow('user:default/ada is about to deploy oaf-gateway');
  });

  it('destroy: delete what is kept only for the name of the stack', async () => {
    const { destroy } = await open(goesWell);
    const run = (deleteKeptOf: string) =>
      destroy.handler(
        taskOf({ ...stack, deleteKeptOf, confirm: true }).context,
      );
    await expect(run('oaf-gate')).rejects.toThrow(
      'To delete what oaf-gateway keeps, give its name as deleteKeptOf, and not oaf-gate; leave it out to keep it',
    );
    expect(portal.calls).toEqual([]);
    await run('oaf-gateway');
    expect(portal.current).toMatchObject({
      action: 'destroy',
      stackName: 'oaf-gateway',
      deleteKept: true,
    });
  });

  it('refuse what was shown when it deletes more', async () => {
    const { destroy } = await open(goesWell);
    portal.current = deployment({ action: 'destroy', deleteKept: true });
    const task = taskOf({ ...stack, deploymentId: 'deployment-1' });
    await expect(destroy.handler(task.context)).rejects.toThrow(
      'The deployment that was shown has another deleteKept; go back and look at what will change',
    );
  });

  it('go on where a killed task had come to', async () => {
    const { deploy } = await open(goesWell);
    portal.current = deployment({ state: 'executing' });
    const checkpoints = new Map([['deployment', 'deployment-1']]);
    const task = taskOf({ ...gateway, confirm: true }, { checkpoints });
    await deploy.handler(task.context);
    expect(portal.calls).not.toContain('POST /infrastructure/deployments');
    expect(task.outputs.deploymentId).toBe('deployment-1');
  });

  it('wait while the backend is replaced', async () => {
    const { deploy } = await open(goesWell);
    portal.current = deployment();
    const checkpoints = new Map([['deployment', 'deployment-1']]);
    portal.faults.push(503, 502);
    const task = taskOf({ ...gateway, confirm: true }, { checkpoints });
    await deploy.handler(task.context);
    expect(task.outputs.changed).toBe(true);
  });

  it('say what to do when the sign-in has expired', async () => {
    const { deploy } = await open(goesWell);
    portal.current = deployment();
    const checkpoints = new Map([['deployment', 'deployment-1']]);
    portal.faults.push(401);
    await expect(
      deploy.handler(taskOf(gateway, { checkpoints }).context),
    ).rejects.toThrow(
      'Your sign-in has expired. What was begun goes on: see https://portal.example/api-management/infrastructure, or run the template again to follow it',
    );
  });

  it('fail with the root of what failed', async () => {
    const failure = {
      message: 'A name is taken; choose another.',
      resource: 'Table',
      type: 'AWS::DynamoDB::Table',
      reason: 'oaf already exists',
    };
    const { deploy } = await open([{ state: 'failed', endedAt, failure }]);
    await expect(deploy.handler(taskOf(gateway).context)).rejects.toThrow(
      `A name is taken; choose another. Table: oaf already exists ${page}`,
    );
  });

  it('fail when the deployment was cancelled', async () => {
    const { destroy } = await open([{ state: 'cancelled', endedAt }]);
    await expect(destroy.handler(taskOf(stack).context)).rejects.toThrow(
      `The deployment of oaf-gateway was cancelled: ${page}`,
    );
  });

  it('cancel the deployment with the task', async () => {
    const { deploy } = await open([{ state: 'uploading' }]);
    const controller = new AbortController();
    const task = taskOf(gateway, { signal: controller.signal });
    const running = deploy.handler(task.context);
    await until(() => task.lines.some(line => line.includes('uploading')));
    controller.abort();
    await expect(running).rejects.toThrow('aborted');
    expect(portal.current?.state).toBe('cancelling');
    expect(task.lines.at(-1)).toBe('The deployment is being cancelled, too');
  });

  it('only say what they would do in a dry run', async () => {
    const { deploy, destroy } = await open([]);
    const dry = taskOf(gateway, { isDryRun: true });
    await deploy.handler(dry.context);
    await destroy.handler(taskOf(stack, { isDryRun: true }).context);
    expect(dry.lines).toEqual(['Would deploy oaf-gateway in eu-central-1']);
    expect(portal.calls).toEqual([]);
  });
});

async function until(holds: () => boolean) {
  while (!holds()) {
    await new Promise(done => {
      setTimeout(done, 20);
    });
  }
}
