import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { consumerRouteRef, providerRouteRef } from './routes';
import { apiManagementApiRef, loadClient } from './shared/api';

/** The plugin for the old frontend system. @public */
export const apiManagementPlugin = createPlugin({
  id: 'api-management',
  routes: { provider: providerRouteRef, consumer: consumerRouteRef },
  apis: [
    createApiFactory({
      api: apiManagementApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: loadClient,
    }),
  ],
});

/** The provider's pages. @public */
export const ApiManagementPage = apiManagementPlugin.provide(
  createRoutableExtension({
    name: 'ApiManagementPage',
    component: () =>
      import('./provider/legacy').then(m => m.LegacyProviderPage),
    mountPoint: providerRouteRef,
  }),
);

/** The consumer's pages. @public */
export const ApisForYouPage = apiManagementPlugin.provide(
  createRoutableExtension({
    name: 'ApisForYouPage',
    component: () =>
      import('./consumer/legacy').then(m => m.LegacyConsumerPage),
    mountPoint: consumerRouteRef,
  }),
);

/** Content of an API entity's Management tab. @public */
export const EntityApiManagementContent = apiManagementPlugin.provide(
  createComponentExtension({
    name: 'EntityApiManagementContent',
    component: {
      lazy: () =>
        import('./provider/legacy').then(m => m.LegacyManagementContent),
    },
  }),
);

/** Card on an API entity's page: the products that contain it. @public */
export const EntitySubscribeCard = apiManagementPlugin.provide(
  createComponentExtension({
    name: 'EntitySubscribeCard',
    component: {
      lazy: () => import('./consumer/legacy').then(m => m.LegacySubscribeCard),
    },
  }),
);

/** Card on an API entity's page: the applications that use it. @public */
export const EntityConsumersCard = apiManagementPlugin.provide(
  createComponentExtension({
    name: 'EntityConsumersCard',
    component: {
      lazy: () => import('./consumer/legacy').then(m => m.LegacyConsumersCard),
    },
  }),
);
