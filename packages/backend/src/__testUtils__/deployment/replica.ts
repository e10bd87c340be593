import { createBackend } from '@backstage/backend-defaults';
import { rootHealthServiceFactory } from '@oaf/backstage-plugin-api-management-node';
import { plainLogger } from './plainLogger';

/** What deploys, without the rest of the portal: it starts in less than half of the time. People sign in elsewhere. */
const backend = createBackend();
backend.add(plainLogger);
backend.add(rootHealthServiceFactory);
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(
  import('@oaf/backstage-plugin-permission-backend-module-api-management'),
);
backend.add(import('@oaf/backstage-plugin-api-management-backend'));
backend.add(import('@oaf/backstage-plugin-api-management-backend-module-aws'));

backend.start().catch(error => {
  // eslint-disable-next-line no-console -- the test shows it
  console.error(error);
  process.exit(1);
});
