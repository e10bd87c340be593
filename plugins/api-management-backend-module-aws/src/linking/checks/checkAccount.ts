import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import { describeStsFault } from '../../credentials/describeStsFault';
import type { Check } from './Check';

/** The role's session is in the account that was named. */
export const checkAccount: Check = async ({
  account,
  base,
  signal,
  credentials,
}) => {
  const client = new STSClient({ ...base.clientConfig(), credentials });
  try {
    const { Account } = await client.send(new GetCallerIdentityCommand({}), {
      abortSignal: signal,
    });
    return Account === account.accountId
      ? undefined
      : `The role's session is in account ${Account}, but account ${account.accountId} is being linked. Enter the ARN of a role in account ${account.accountId}.`;
  } catch (error) {
    signal.throwIfAborted();
    const { reason, message } = describeStsFault(error, base);
    throw new GatewayError(reason, message, error);
  } finally {
    client.destroy();
  }
};
