import { createBackend } from '@backstage/backend-defaults';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import { rootHealthServiceFactory } from '@oaf/backstage-plugin-api-management-node';
import { endConnections } from './endConnections';
import { listenAtAppAddress } from './listenAtAppAddress';
import { logConsole } from './log/logConsole';
import { rootLogger } from './log/rootLogger';
import { loadSandbox } from './sandbox/loadSandbox';
import { tellClientErrors } from './tellClientErrors';

if (process.env.NODE_ENV === 'production') {
  logConsole();
}

const backend = createBackend();

backend.add(rootLogger);
backend.add(rootHealthServiceFactory);
backend.add(
  rootHttpRouterServiceFactory({
    configure: ({ app, applyDefaults, config, lifecycle, server }) => {
      applyDefaults();
      tellClientErrors(server);
      endConnections(server, lifecycle);
      if (process.env.OAF_BUILT_PAGES) {
        listenAtAppAddress(app, config, lifecycle);
      }
    },
  }),
);

// User and password of the database from AWS Secrets Manager, where the configuration names a secret.
backend.add(import('@oaf/database-credentials'));

// Development only: upstream APIs and an identity provider.
backend.add(loadSandbox);

backend.add(import('@backstage/plugin-app-backend'));

// Who is it?
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@oaf/backstage-plugin-auth-backend-module-api-management'));

// What is there?
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-logs'));
backend.add(
  import('@oaf/backstage-plugin-catalog-backend-module-api-management'),
);

// Who may do what?
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@oaf/backstage-plugin-permission-backend-module-api-management'),
);

// Link, import, publish, subscribe, approve, provision, access, meter, bill.
backend.add(import('@oaf/backstage-plugin-api-management-backend'));
backend.add(
  import('@oaf/backstage-plugin-api-management-backend-module-local'),
);
backend.add(import('@oaf/backstage-plugin-api-management-backend-module-aws'));
backend.add(
  import('@oaf/backstage-plugin-api-management-backend-module-athena'),
);
backend.add(
  import('@oaf/backstage-plugin-api-management-backend-module-duckdb'),
);
backend.add(
  import('@oaf/backstage-plugin-api-management-backend-module-stripe'),
);

// Templates that deploy the AWS side.
backend.add(import('@backstage/plugin-scaffolder-backend'));
backend.add(
  import('@backstage/plugin-catalog-backend-module-scaffolder-entity-model'),
);
backend.add(
  import('@oaf/backstage-plugin-scaffolder-backend-module-api-management'),
);

backend.add(import('@backstage/plugin-search-backend'));
backend.add(import('@backstage/plugin-search-backend-module-catalog'));

backend.add(import('@backstage/plugin-notifications-backend'));
backend.add(import('@backstage/plugin-signals-backend'));
backend.add(import('@backstage/plugin-user-settings-backend'));
backend.add(import('@backstage/plugin-events-backend'));

// A backend that could not start must not linger: what runs it should see that and say so.
backend.start().catch(error => {
  // eslint-disable-next-line no-console -- there may be no logger yet
  console.error(`The backend could not start: ${error}`);
  process.exit(1);
});
