import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import {
  GetResourcesCommand,
  ResourceGroupsTaggingAPIClient,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { type Emulator, keyPolicyForMiniStack } from '@oaf/aws-emulator';
import { region } from './account';

async function keysOf({ clientConfig }: Emulator): Promise<string[]> {
  const tagging = new ResourceGroupsTaggingAPIClient({
    ...clientConfig,
    region,
  });
  const { ResourceTagMappingList: keys = [] } = await tagging.send(
    new GetResourcesCommand({
      ResourceTypeFilters: ['kms:key'],
      TagFilters: [{ Key: 'oaf:subscription' }],
    }),
  );
  return keys.map(({ ResourceARN }) => ResourceARN!);
}

/** States of the KMS keys that subscriptions have to themselves. */
export async function dedicatedKeyStates(emulator: Emulator) {
  const kms = new KMSClient({ ...emulator.clientConfig, region });
  const keys = await Promise.all(
    (
      await keysOf(emulator)
    ).map(KeyId => kms.send(new DescribeKeyCommand({ KeyId }))),
  );
  return keys.map(({ KeyMetadata }) => KeyMetadata!.KeyState);
}

/** The emulator cannot judge their policies as they are. */
export async function easeDedicatedKeys(emulator: Emulator) {
  const kms = new KMSClient({ ...emulator.clientConfig, region });
  for (const KeyId of await keysOf(emulator)) {
    const { Policy } = await kms.send(new GetKeyPolicyCommand({ KeyId }));
    await kms.send(
      new PutKeyPolicyCommand({
        KeyId,
        Policy: keyPolicyForMiniStack(Policy!),
      }),
    );
  }
}
