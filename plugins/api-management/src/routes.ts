import { createRouteRef } from '@backstage/core-plugin-api';

/** Where the provider pages are mounted, `/api-management` by default. @public */
export const providerRouteRef = createRouteRef({ id: 'api-management' });

/** Where the consumer pages are mounted, `/apis` by default. @public */
export const consumerRouteRef = createRouteRef({
  id: 'api-management.consumer',
});
