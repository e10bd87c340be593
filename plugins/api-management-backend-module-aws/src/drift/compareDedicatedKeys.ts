import { DescribeKeyCommand } from '@aws-sdk/client-kms';
import type { Grant } from '@oaf/contract';
import type { GatewayManagement } from '../management/GatewayManagement';
import type { HeldState } from './readTable';

/** What is other than it should be with the KMS key of a grant, by client. */
export type KeyFaults = Map<string, string[]>;

/** What KMS answers of a key that cannot be looked at, which is no reason to compare nothing else. */
const unseen: Record<string, string> = {
  AccessDeniedException: 'out of reach of the trust role',
  NotFoundException: 'gone',
};

async function stateOf(KeyId: string, management: GatewayManagement) {
  try {
    const command = new DescribeKeyCommand({ KeyId });
    const { KeyMetadata } = await management.sendKms(command);
    return KeyMetadata!.KeyState!;
  } catch (error) {
    const state = unseen[(error as Error).name];
    if (!state) {
      throw error;
    }
    return state;
  }
}

async function faultOf(
  { clientId, status }: Grant,
  state: HeldState,
  management: GatewayManagement,
): Promise<string | undefined> {
  const held = state.grants.get(clientId)?.grant as Partial<Grant> | undefined;
  const arn = held?.dedicatedKey?.arn;
  if (!arn) {
    // It is made before the grant is active, and no grant that is missing is told twice.
    return held?.dedicatedKey && status === 'active'
      ? 'its KMS key is missing'
      : undefined;
  }
  const keyState = await stateOf(arn, management);
  return keyState === 'Enabled' ? undefined : `its KMS key is ${keyState}`;
}

/** One call for each subscription that has a key of its own. */
export async function compareDedicatedKeys(
  grants: Grant[],
  state: HeldState,
  management: GatewayManagement,
): Promise<KeyFaults> {
  const faults: KeyFaults = new Map();
  for (const grant of grants.filter(({ dedicatedKey }) => dedicatedKey)) {
    const fault = await faultOf(grant, state, management);
    if (fault) {
      faults.set(grant.clientId, [fault]);
    }
  }
  return faults;
}
