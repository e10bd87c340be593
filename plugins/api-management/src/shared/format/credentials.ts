import type { Credential } from '@oaf/backstage-plugin-api-management-common';

/** A credential's kind in the reader's words. */
export const credentialTitles: Record<Credential['type'], string> = {
  'api-key': 'API key',
  'initial-access-token': 'Temporary password',
  'client-key': 'Client key',
};
