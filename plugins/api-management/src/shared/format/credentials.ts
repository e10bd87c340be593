import type { Credential } from '@oaf/backstage-plugin-api-management-common';

/** A credential's kind in the reader's words. */
export const credentialTitles: Record<Credential['type'], string> = {
  'api-key': 'API key',
  'initial-access-token': 'Temporary password',
  'client-key': 'Client key',
};

/** `API key oaf_key_kT2v…` of the backend's `api-key oaf_key_kT2v…`; any other text as it is. */
export function spellCredential(text: string) {
  const [type, ...rest] = text.split(' ');
  const title = credentialTitles[type as Credential['type']];
  return title ? [title, ...rest].join(' ') : text;
}
