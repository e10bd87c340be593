// Of its own, so that it is loaded with the first page that asks, and not with the app.
export { createApiManagementClient } from '@oaf/backstage-plugin-api-management-common';
