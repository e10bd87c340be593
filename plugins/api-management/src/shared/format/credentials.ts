import type {
  Credential,
  Plan,
} from '@oaf/backstage-plugin-api-management-common';
import { countOf } from './money';

/** A credential's kind in the reader's words. */
export const credentialTitles: Record<Credential['type'], string> = {
  'api-key': 'API key',
  'initial-access-token': 'Temporary password',
  'client-key': 'Client key',
};

/** How old credentials of a plan become: `30 days`; undefined where it does not say. */
export const describeKeyAge = ({
  maxCredentialDays: days,
}: Pick<Plan, 'maxCredentialDays'>) =>
  days === undefined ? undefined : countOf(days, 'day');
