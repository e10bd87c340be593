import type { AccessGateway } from '@oaf/backstage-plugin-api-management-node';

/** Of all that is made here: the trust role may touch nothing else. */
export const managedTags = ({ installation }: AccessGateway) => ({
  'oaf:managed': 'true',
  'oaf:installation': installation,
});

/** By them a key is found after a crash. */
export const keyTags = (
  gateway: AccessGateway,
  key: { credentialId: string; subscriptionId: string },
) => ({
  ...managedTags(gateway),
  'oaf:credential': key.credentialId,
  'oaf:subscription': key.subscriptionId,
});
