import type { AccessGateway } from '@oaf/backstage-plugin-api-management-node';

/** Of all that is made here: the trust role may touch nothing else. */
export const managedTags = ({ installation }: AccessGateway) => ({
  'oaf:managed': 'true',
  'oaf:installation': installation,
});
