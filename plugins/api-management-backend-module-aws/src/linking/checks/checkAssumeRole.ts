import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import { assumeRole } from '../../credentials/assumeRole';
import { describeStsFault } from '../../credentials/describeStsFault';
import { sessionName, trustOf } from '../../credentials/RoleSessions';
import type { Check } from './Check';

/** The role can be assumed with the external id of the link. */
export const checkAssumeRole: Check = async verification => {
  const { account, base, signal } = verification;
  const trust = trustOf(account);
  try {
    verification.credentials = await assumeRole(
      base,
      { ...trust, sessionName: sessionName('verify', account) },
      signal,
    );
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    const { reason, message } = describeStsFault(error, base, trust.roleArn);
    if (reason === 'role-not-assumable') {
      return message;
    }
    throw new GatewayError(reason, message, error);
  }
};
