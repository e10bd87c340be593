import { randomBytes } from 'node:crypto';
import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import { assumeRole } from '../../credentials/assumeRole';
import {
  describeStsFault,
  isAccessDenied,
} from '../../credentials/describeStsFault';
import { sessionName, trustOf } from '../../credentials/RoleSessions';
import type { Check, Verification } from './Check';

/** Whether STS denies the role to whoever does not know the external id. */
async function isDenied(
  { account, base, signal }: Verification,
  externalId: string | undefined,
): Promise<boolean> {
  const { roleArn } = trustOf(account);
  try {
    await assumeRole(
      base,
      { roleArn, externalId, sessionName: sessionName('verify', account) },
      signal,
    );
    return false;
  } catch (error) {
    if (isAccessDenied(error)) {
      return true;
    }
    signal.throwIfAborted();
    // Any other error proves nothing, so the link is neither accepted nor refused.
    const { reason, message } = describeStsFault(error, base, roleArn);
    throw new GatewayError(
      reason,
      `Whether the role demands its external id could not be found out; verify again. ${message}`,
      error,
    );
  }
}

const REMEDY =
  'Whoever learns its ARN could then reach the account through us. Make the role with the template of this account, whose trust policy demands the external id, and verify again.';

/**
 * The role cannot be assumed without an external id, nor with another one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html
 */
export const checkExternalIdRequired: Check = async verification => {
  if (!(await isDenied(verification, undefined))) {
    return `The role can be assumed without an external id. ${REMEDY}`;
  }
  const other = randomBytes(16).toString('hex');
  if (!(await isDenied(verification, other))) {
    return `The role can be assumed with any external id. ${REMEDY}`;
  }
  return undefined;
};
