import { ScaffolderEntitiesProcessor } from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import { stackTemplate } from '../__testUtils__/stackTemplate';
import { templatesOf } from './templatesOf';

const [deploy, remove, publish] = templatesOf([stackTemplate()]);
const steps = deploy.spec.parameters as any[];
const fieldsOf = (step: any) =>
  Object.entries<any>(step.properties).map(([name, property]) => [
    name,
    property['ui:field'],
  ]);

describe('the templates of stacks', () => {
  it('are there for each stack, and one that removes them', () => {
    const stacks = ['gateway', 'log-delivery', 'unheard-of'].map(name =>
      stackTemplate({ name }),
    );
    expect(
      templatesOf(stacks).map(({ metadata: { name, title } }) => [name, title]),
    ).toEqual([
      ['api-management-aws-deploy-gateway', 'Deploy the gateway'],
      ['api-management-aws-deploy-log-delivery', "Connect an account's logs"],
      ['api-management-aws-deploy-unheard-of', 'Deploy unheard-of'],
      ['api-management-remove-stack', 'Remove a stack'],
      ['api-management-publish-api', 'Publish a new API'],
    ]);
  });

  it('are none where nothing can be deployed', () => {
    expect(templatesOf([])).toEqual([]);
  });

  it.each([deploy, remove, publish])(
    '$metadata.name is one',
    async template => {
      expect(
        await new ScaffolderEntitiesProcessor().validateEntityKind(template),
      ).toBe(true);
    },
  );

  it('ask where, what, and show what changes', () => {
    expect(steps.map(({ title }) => title)).toEqual([
      'Where',
      'What',
      'Preview',
    ]);
    const parameter = 'ApiManagementStackParameter';
    expect(fieldsOf(steps[0])).toEqual([
      ['accountLinkId', 'ApiManagementAccountPicker'],
      ['region', 'ApiManagementRegionPicker'],
      ['stackName', parameter],
      ['HostedZoneId', parameter],
    ]);
    expect(fieldsOf(steps[1])).toEqual([
      ['DomainName', parameter],
      ['Firewall', parameter],
      ['Burst', parameter],
    ]);
    expect(fieldsOf(steps[2])).toEqual([
      ['deploymentId', 'ApiManagementDeploymentPreview'],
    ]);
  });

  it('demand what the stack has no default for', () => {
    expect(steps.map(({ required }) => required)).toEqual([
      ['accountLinkId', 'region', 'stackName'],
      ['DomainName'],
      ['deploymentId'],
    ]);
  });

  it('have the words, defaults and headings of the stack', () => {
    const { DomainName, Firewall, Burst } = steps[1].properties;
    expect(DomainName).toMatchObject({
      title: 'Domain',
      description: 'Domain of the issuer.',
      'ui:options': { heading: 'Domain', parameter: { name: 'DomainName' } },
    });
    expect(DomainName).not.toHaveProperty('default');
    expect(Firewall).toMatchObject({
      default: 'no',
      'ui:options': { heading: 'Protection' },
    });
    expect(Burst['ui:options']).not.toHaveProperty('heading');
  });

  it('keep parameters of a group together', () => {
    const parameter = (name: string, group: string) => ({
      name,
      group,
      type: 'String',
      secret: false,
    });
    const [{ spec }] = templatesOf([
      stackTemplate({
        parameters: [
          parameter('A', 'Logs'),
          parameter('B', 'Alarms'),
          parameter('C', 'Logs'),
        ],
      }),
    ]);
    const [, what] = spec.parameters as any[];
    expect(
      Object.entries<any>(what.properties).map(([name, property]) => [
        name,
        property['ui:options'].heading,
      ]),
    ).toEqual([
      ['A', 'Logs'],
      ['C', undefined],
      ['B', 'Alarms'],
    ]);
  });

  it('make an API only where CloudFormation does', () => {
    const names = templatesOf([stackTemplate({ driver: 'other' })]).map(
      ({ metadata: { name } }) => name,
    );
    expect(names).toContain('api-management-remove-stack');
    expect(names).not.toContain('api-management-publish-api');
  });

  it('publish: ask for the API, where, and show what is made', () => {
    const pages = publish.spec.parameters as any[];
    expect(pages.map(({ title }) => title)).toEqual([
      'API',
      'Where',
      'Preview',
    ]);
    expect(fieldsOf(pages[0])).toContainEqual([
      'document',
      'ApiManagementOpenApiDocument',
    ]);
    expect(pages[1].required).toEqual(['accountLinkId', 'region', 'stackName']);
    expect(pages[1].properties.stackName).not.toHaveProperty('default');
    expect(pages[2].properties.deploymentId['ui:options']).toEqual({
      action: 'deploy',
      restApi: true,
    });
    expect(publish.spec.steps.map(({ action }) => action)).toEqual([
      'aws:cloudformation:deploy',
      'api-management:api:import',
      'api-management:product:create',
    ]);
  });

  it('never ask for a secret, which the task would keep', () => {
    expect(JSON.stringify(deploy)).not.toContain('Password');
  });

  it('pass the step over that would ask for nothing', () => {
    const [template] = templatesOf([stackTemplate({ parameters: [] })]);
    expect(
      (template.spec.parameters as any[]).map(({ title }) => title),
    ).toEqual(['Where', 'Preview']);
  });

  it('confirm the deployment that was shown', () => {
    expect(deploy.spec.steps).toMatchObject([
      {
        action: 'api-management:infrastructure:deploy',
        input: {
          template: 'gateway',
          region: '${{ parameters.region }}',
          deploymentId: '${{ parameters.deploymentId }}',
        },
      },
    ]);
    expect(remove.spec.steps).toMatchObject([
      {
        action: 'api-management:infrastructure:destroy',
        input: {
          stackName: '${{ parameters.stack.stackName }}',
          deploymentId: '${{ parameters.deploymentId }}',
        },
      },
    ]);
  });
});
