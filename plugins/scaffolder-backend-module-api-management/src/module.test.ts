import type { SchedulerServiceTaskInvocationDefinition } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import templateKind from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import request from 'supertest';
import apiManagementTemplates from '.';
import { apiManagementPlugin } from './__testUtils__/apiManagementPlugin';
import { stackTemplate } from './__testUtils__/stackTemplate';

describe('the module in a running scaffolder', () => {
  it('adds the actions, with what they take and examples', async () => {
    const { server } = await startTestBackend({
      features: [
        catalogPlugin,
        scaffolderPlugin,
        apiManagementTemplates,
        mockServices.rootConfig.factory({
          data: { app: { baseUrl: 'https://portal.example' } },
        }),
      ],
    });
    const { body } = await request(server)
      .get('/api/scaffolder/v2/actions')
      .expect(200);
    const ours = body.filter(({ id }: { id: string }) =>
      /^(api-management|aws):/.test(id),
    );
    expect(
      ours.map(({ id, schema, examples }: any) => [
        id,
        schema.input.required,
        examples.length,
      ]),
    ).toEqual([
      ['api-management:api:import', ['accountLinkId', 'region', 'apiId'], 1],
      [
        'api-management:infrastructure:deploy',
        ['template', 'accountLinkId', 'region', 'stackName'],
        2,
      ],
      [
        'api-management:infrastructure:destroy',
        ['accountLinkId', 'region', 'stackName'],
        2,
      ],
      [
        'api-management:product:create',
        ['title', 'summary', 'owner', 'gatewayApiIds'],
        1,
      ],
      [
        'aws:cloudformation:deploy',
        ['accountLinkId', 'region', 'stackName'],
        2,
      ],
    ]);
  });

  it('brings templates in once the backend tells what can be deployed, and takes them out', async () => {
    const { plugin, state } = apiManagementPlugin([stackTemplate()]);
    const tasks: SchedulerServiceTaskInvocationDefinition[] = [];
    const scheduler = mockServices.scheduler.mock({
      createScheduledTaskRunner: () => ({
        run: async task => void tasks.push(task),
      }),
    });
    const { server } = await startTestBackend({
      features: [
        catalogPlugin,
        templateKind,
        scaffolderPlugin,
        apiManagementTemplates,
        plugin,
        scheduler.factory,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'https://portal.example' },
            catalog: { processingInterval: { seconds: 1 } },
          },
        }),
      ],
    });
    const refresh = async () =>
      tasks
        .find(({ id }) => id === 'api-management-templates:refresh')!
        .fn(new AbortController().signal);
    const titles = async () => {
      const { body } = await request(server)
        .get('/api/catalog/entities?filter=kind=template')
        .set('Authorization', mockCredentials.user.header());
      return body.map(({ metadata }: any) => metadata.title).sort();
    };
    await refresh();
    expect(await titles()).toEqual([]);
    state.isStarting = false;
    await refresh();
    await eventually(async () =>
      expect(await titles()).toEqual([
        'Deploy the gateway',
        'Publish a new API',
        'Remove a stack',
      ]),
    );
    expect([...state.callers]).toEqual(['plugin:catalog']);
    state.items = [];
    await refresh();
    await eventually(async () => expect(await titles()).toEqual([]));
  });
});

async function eventually(expectation: () => Promise<void>) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await expectation();
    } catch (error) {
      if (attempt === 50) throw error;
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  }
}
