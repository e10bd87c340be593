import {
  coreServices,
  createBackendPlugin,
  type SchedulerServiceTaskInvocationDefinition,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import type { GatewayApiChange } from '@oaf/backstage-plugin-api-management-common';
import Router from 'express-promise-router';
import request from 'supertest';
import catalogModuleApiManagement from '.';
import { upsert } from './__testUtils__/gatewayApi';

/** Answers `GET /gateway-api-changes` like the backend plugin, to services only. */
function createApiManagementPlugin(changes: GatewayApiChange[]) {
  const callers: string[] = [];
  let starting = true;
  const plugin = createBackendPlugin({
    pluginId: 'api-management',
    register({ registerInit }) {
      registerInit({
        deps: {
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
        },
        async init({ httpAuth, httpRouter }) {
          const router = Router();
          router.get('/gateway-api-changes', async (req, res) => {
            if (starting) throw new ServiceUnavailableError('starting');
            const { principal } = await httpAuth.credentials(req, {
              allow: ['service'],
            });
            callers.push(principal.subject);
            const start = Number(req.query.cursor ?? 0);
            res.json({
              items: changes.slice(start),
              cursor: String(changes.length),
              more: false,
            });
          });
          httpRouter.use(router);
        },
      });
    },
  });
  return { plugin, callers, finishStarting: () => (starting = false) };
}

describe('the module in a running catalog', () => {
  it('brings gateway APIs in as soon as the backend answers, and takes removed ones out', async () => {
    const changes: GatewayApiChange[] = [upsert('claims'), upsert('accounts')];
    const apiManagement = createApiManagementPlugin(changes);
    const tasks: SchedulerServiceTaskInvocationDefinition[] = [];
    const scheduler = mockServices.scheduler.mock({
      createScheduledTaskRunner: () => ({
        run: async task => void tasks.push(task),
      }),
    });
    const { server } = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleApiManagement,
        apiManagement.plugin,
        scheduler.factory,
        mockServices.rootConfig.factory({
          data: { catalog: { processingInterval: { seconds: 1 } } },
        }),
      ],
    });
    const refresh = async () =>
      tasks
        .find(task => task.id === 'api-management:refresh')!
        .fn(new AbortController().signal);
    const entityNames = async () => {
      const { body } = await request(server)
        .get('/api/catalog/entities?filter=kind=api')
        .set('Authorization', mockCredentials.user.header());
      return body
        .map((entity: any) => `${entity.metadata.name} ${entity.spec.owner}`)
        .sort();
    };

    await refresh();
    expect(await entityNames()).toEqual([]);

    apiManagement.finishStarting();
    await refresh();
    await eventually(async () =>
      expect(await entityNames()).toEqual([
        'accounts group:default/team-a',
        'claims group:default/team-a',
      ]),
    );

    changes.push({ type: 'remove', name: 'claims' });
    await refresh();
    await eventually(async () =>
      expect(await entityNames()).toEqual(['accounts group:default/team-a']),
    );
    expect(new Set(apiManagement.callers)).toEqual(new Set(['plugin:catalog']));
  }, 30_000);
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
