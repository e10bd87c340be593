import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { billingSinkExtensionPoint } from '@oaf/backstage-plugin-api-management-node';
import { readStripeConfig } from './config';
import { createStripe } from './createStripe';
import { StripeSink } from './StripeSink';

/**
 * Hands final invoices and credit notes over to Stripe.
 * It stays out of the way when `apiManagement.billing.stripe` is not there.
 *
 * @public
 */
export const apiManagementModuleStripe = createBackendModule({
  pluginId: 'api-management',
  moduleId: 'stripe',
  register(registration) {
    registration.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        rootConfig: coreServices.rootConfig,
        sinks: billingSinkExtensionPoint,
      },
      async init({ auth, catalog, rootConfig, sinks }) {
        const config = readStripeConfig(rootConfig);
        if (!config) {
          return;
        }
        const findOwner = async (entityRef: string) =>
          catalog.getEntityByRef(entityRef, {
            credentials: await auth.getOwnServiceCredentials(),
          });
        const stripe = createStripe(config);
        sinks.addSink(new StripeSink({ stripe, findOwner, config }));
      },
    });
  },
});
