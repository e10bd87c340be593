import { createBackend } from '@backstage/backend-defaults';
import { authModuleBench } from './signIn';

const backend = createBackend();
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(authModuleBench);
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(
  import('@oaf/backstage-plugin-catalog-backend-module-api-management'),
);
backend.add(import('@oaf/backstage-plugin-api-management-backend'));
backend.add(import('@oaf/backstage-plugin-api-management-backend-module-aws'));
backend.add(
  import('@oaf/backstage-plugin-api-management-backend-module-duckdb'),
);
backend.add(
  import('@oaf/backstage-plugin-api-management-backend-module-local'),
);

backend.start().catch(error => {
  process.stderr.write(`The backend could not start: ${error}\n`);
  process.exit(1);
});
