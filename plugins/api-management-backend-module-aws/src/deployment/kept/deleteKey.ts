import {
  DescribeKeyCommand,
  KMSClient,
  ListResourceTagsCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-kms';
import {
  deletedIf,
  DELETING_TAG,
  isOurs,
  RECOVERY_DAYS,
  toTags,
  type Deletion,
} from './Deletion';
import { OWN_TAGS } from '../stackStates';

/** A key of KMS, which goes after its waiting time. Its tags go first: KMS changes none of a key that waits. */
export const deleteKey: Deletion = async (KeyId, call) => {
  const client = new KMSClient(call.config);
  const options = { abortSignal: call.signal };
  const perform = async () => {
    const { KeyMetadata: key } = await client.send(
      new DescribeKeyCommand({ KeyId }),
      options,
    );
    if (key!.KeyState === 'PendingDeletion') {
      return 'waits';
    }
    const { Tags } = await client.send(
      new ListResourceTagsCommand({ KeyId }),
      options,
    );
    if (!isOurs(toTags(Tags), call.target)) {
      return 'foreign';
    }
    const mark = { TagKey: DELETING_TAG, TagValue: call.target.installation };
    await client.send(new TagResourceCommand({ KeyId, Tags: [mark] }), options);
    await client.send(
      new UntagResourceCommand({ KeyId, TagKeys: OWN_TAGS }),
      options,
    );
    await client.send(
      new ScheduleKeyDeletionCommand({
        KeyId,
        PendingWindowInDays: RECOVERY_DAYS,
      }),
      options,
    );
    return 'waits';
  };
  return perform()
    .catch(deletedIf(/^NotFound/))
    .finally(() => client.destroy());
};
