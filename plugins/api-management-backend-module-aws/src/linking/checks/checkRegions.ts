import {
  AccountClient,
  paginateListRegions,
  RegionOptStatus,
} from '@aws-sdk/client-account';
import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import {
  describeStsFault,
  fromSdkError,
  isAccessDenied,
} from '../../credentials/describeStsFault';
import type { Check, Verification } from './Check';

async function listRegions({ base, credentials, signal }: Verification) {
  const client = new AccountClient({ ...base.clientConfig(), credentials });
  const names: string[] = [];
  try {
    for await (const { Regions } of paginateListRegions(
      { client },
      {
        RegionOptStatusContains: [
          RegionOptStatus.ENABLED,
          RegionOptStatus.ENABLED_BY_DEFAULT,
        ],
      },
      { abortSignal: signal },
    )) {
      names.push(...(Regions ?? []).map(({ RegionName }) => RegionName!));
    }
    return names.sort();
  } finally {
    client.destroy();
  }
}

/** The account's enabled regions can be listed. */
export const checkRegions: Check = async verification => {
  const { base, signal } = verification;
  try {
    verification.regions = await listRegions(verification);
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    if (isAccessDenied(error)) {
      return `The role may not list the account's regions. Update its stack to the current template, whose import permissions allow account:ListRegions, and see whether a service control policy forbids it. AWS said: ${
        fromSdkError(error).message
      }`;
    }
    const { reason, message } = describeStsFault(error, base);
    throw new GatewayError(reason, message, error);
  }
};
