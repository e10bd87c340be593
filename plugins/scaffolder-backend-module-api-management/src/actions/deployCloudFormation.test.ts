import { createMockDirectory } from '@backstage/backend-test-utils';
import { templateHashOf } from '@oaf/backstage-plugin-api-management-common';
import {
  type Course,
  deployment,
  ScriptedPortal,
} from '../__testUtils__/servePortal';
import { servicesAt, taskOf } from '../__testUtils__/taskOf';
import { createDeployCloudFormationAction } from './deployCloudFormation';

const endedAt = '2026-03-14T09:30:00Z';

const goesWell: Course = [
  { state: 'awaiting-confirmation' },
  { state: 'succeeded', endedAt, outputs: { Arn: 'arn:topic' } },
];

const place = {
  accountLinkId: 'link-1',
  region: 'eu-central-1',
  stackName: 'oaf-orders',
};
const templateBody = 'Resources: { Topic: { Type: AWS::SNS::Topic } }';

describe('aws:cloudformation:deploy', () => {
  const workspace = createMockDirectory();
  let portal: ScriptedPortal;

  beforeEach(() => {
    workspace.setContent({ 'stack/template.yaml': templateBody });
  });
  afterEach(() => portal.close());

  async function run(
    input: object,
    {
      course = goesWell,
      current,
    }: Partial<{ course: Course; current: object }> = {},
  ) {
    portal = new ScriptedPortal(course);
    portal.current = current && deployment(current);
    const services = servicesAt(await portal.open());
    const task = taskOf(
      { ...place, ...input },
      { workspacePath: workspace.path },
    );
    await createDeployCloudFormationAction(services).handler(task.context);
    return task;
  }

  it('deploys a text with its parameters, and gives the outputs', async () => {
    const parameters = { Title: 'Orders' };
    const { outputs } = await run({ templateBody, parameters, confirm: true });
    expect(portal.input).toEqual({
      action: 'deploy',
      ...place,
      templateBody,
      parameters,
    });
    expect(outputs).toEqual({
      deploymentId: 'deployment-1',
      changed: true,
      outputs: { Arn: 'arn:topic' },
    });
  });

  it('deploys a file of the workspace', async () => {
    await run({ templatePath: 'stack/template.yaml', confirm: true });
    expect(portal.input).toMatchObject({ templateBody });
    expect(portal.input).not.toHaveProperty('templatePath');
  });

  it.each([
    [{}, 'Give the template as templateBody, or its file'],
    [
      { templateBody, templatePath: 'stack/template.yaml' },
      'Give either templateBody or templatePath',
    ],
    [
      { templatePath: 'elsewhere.yaml' },
      'There is no file elsewhere.yaml in the workspace',
    ],
    [{ templatePath: '../../etc/passwd' }, 'Relative path is not allowed'],
  ])('refuses %j', async (input, message) => {
    await expect(run(input)).rejects.toThrow(message);
    expect(portal.calls).toEqual([]);
  });

  it('confirms what was shown, which has its template already', async () => {
    const { outputs } = await run(
      { deploymentId: 'deployment-1' },
      {
        course: goesWell.slice(1),
        current: {
          ...place,
          template: 'own',
          state: 'awaiting-confirmation',
        },
      },
    );
    expect(outputs.outputs).toEqual({ Arn: 'arn:topic' });
    expect(portal.input).toBeUndefined();
  });

  const underWay = {
    ...place,
    template: 'own',
    templateHash: templateHashOf(templateBody),
    parameters: {},
    state: 'uploading',
  };

  it('attaches to a deployment of the same template', async () => {
    const { outputs } = await run(
      { templateBody, confirm: true },
      { current: underWay },
    );
    expect(outputs.deploymentId).toBe('deployment-1');
  });

  it('does not attach to a deployment of another template', async () => {
    await expect(
      run({ templateBody: `${templateBody} ` }, { current: underWay }),
    ).rejects.toThrow(
      'user:default/ada is about to deploy oaf-orders in another way',
    );
  });

  it('tells nothing of the template in its log', async () => {
    const { lines } = await run({ templateBody, confirm: true });
    expect(lines.join()).not.toContain('Resources: {');
  });
});
