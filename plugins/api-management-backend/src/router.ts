import { addAccountRoutes } from './accounts/accountRoutes';
import { addVerificationRoutes } from './accounts/verificationRoutes';
import { addApplicationRoutes } from './applications/applicationRoutes';
import { addBillingRoutes } from './billing/billingRoutes';
import { addCredentialRoutes } from './credentials/credentialRoutes';
import { addGatewayApiRoutes } from './discovery/gatewayApiRoutes';
import { addOverviewRoutes } from './overview/overviewRoutes';
import { addProductRoutes } from './products/productRoutes';
import type { RouteContext } from './RouteContext';
import { createOpenApiRouter } from './schema/openapi';
import { parseJson, refuseNul } from './schema/requestRoutes';
import { addSubscriptionRoutes } from './subscriptions/subscriptionRoutes';
import { addUsageRoutes } from './usage/usageRoutes';

export type ApiRouter = Awaited<ReturnType<typeof createOpenApiRouter>>;

/** The HTTP API of `src/schema/openapi.yaml`; requests that do not match it never reach a route. */
export async function createRouter(context: RouteContext): Promise<ApiRouter> {
  const router = await createOpenApiRouter({
    middleware: [refuseNul, parseJson],
  });
  addAccountRoutes(router, context);
  addVerificationRoutes(router, context);
  addGatewayApiRoutes(router, context);
  addProductRoutes(router, context);
  addApplicationRoutes(router, context);
  addSubscriptionRoutes(router, context);
  addCredentialRoutes(router, context);
  addUsageRoutes(router, context);
  addBillingRoutes(router, context);
  addOverviewRoutes(router, context);
  return router;
}
