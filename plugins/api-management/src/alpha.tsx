/**
 * API management for the new frontend system.
 *
 * @packageDocumentation
 */
import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PluginWrapperBlueprint,
} from '@backstage/frontend-plugin-api';
import { consumerExtensions } from './consumer/extensions';
import { providerExtensions } from './provider/extensions';
import { consumerRouteRef, providerRouteRef } from './routes';
import { apiManagementApiRef, loadClient } from './shared/api';

const client = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: apiManagementApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: loadClient,
    }),
});

const queryCache = PluginWrapperBlueprint.make({
  params: defineParams =>
    defineParams({
      loader: async () => {
        const { QueryProvider } = await import('./shared/api');
        return { component: QueryProvider };
      },
    }),
});

/** @public */
export default createFrontendPlugin({
  pluginId: 'api-management',
  title: 'API Management',
  info: { packageJson: () => import('../package.json') },
  routes: { provider: providerRouteRef, consumer: consumerRouteRef },
  extensions: [
    client,
    queryCache,
    ...providerExtensions,
    ...consumerExtensions,
  ],
});
