import {
  allowedActions,
  type Credential,
  credentialStates,
} from '@oaf/backstage-plugin-api-management-common';

/** Kinds that have a secret which is made for the reader. */
export type SecretType = Exclude<Credential['type'], 'client-key'>;

/** Environment variables that the code samples read. */
export const secretVariables: Partial<Record<Credential['type'], string>> = {
  'api-key': 'OAF_API_KEY',
  'initial-access-token': 'OAF_TEMPORARY_PASSWORD',
};

/** Whether a credential still opens the door. */
export const isUsable = ({ state }: Credential) =>
  allowedActions(credentialStates, state).includes('revoke');
