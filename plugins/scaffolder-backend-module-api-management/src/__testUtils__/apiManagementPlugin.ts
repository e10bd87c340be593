import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import type { StackTemplate } from '@oaf/backstage-plugin-api-management-common';
import Router from 'express-promise-router';

/** Answers `GET /infrastructure/templates` like the backend plugin, to services. */
export function apiManagementPlugin(items: StackTemplate[]) {
  const callers = new Set<string>();
  const state = { isStarting: true, items, callers };
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
          router.get('/infrastructure/templates', async (req, res) => {
            if (state.isStarting) throw new ServiceUnavailableError('starting');
            const { principal } = await httpAuth.credentials(req, {
              allow: ['service'],
            });
            callers.add(principal.subject);
            res.json({ installation: 'oaf-1', items: state.items });
          });
          httpRouter.use(router);
        },
      });
    },
  });
  return { plugin, state };
}
