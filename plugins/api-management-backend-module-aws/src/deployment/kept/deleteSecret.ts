import {
  DeleteSecretCommand,
  DescribeSecretCommand,
  SecretsManagerClient,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-secrets-manager';
import {
  deletedIf,
  DELETING_TAG,
  isOurs,
  RECOVERY_DAYS,
  toTags,
  type Deletion,
} from './Deletion';
import { OWN_TAGS } from '../stackStates';

/** A secret, which goes after its waiting time. Its tags go first: none of one that waits can be changed. */
export const deleteSecret: Deletion = async (SecretId, call) => {
  const client = new SecretsManagerClient(call.config);
  const options = { abortSignal: call.signal };
  const perform = async () => {
    const { DeletedDate, Tags } = await client.send(
      new DescribeSecretCommand({ SecretId }),
      options,
    );
    if (DeletedDate) {
      return 'waits';
    }
    if (!isOurs(toTags(Tags), call.target)) {
      return 'foreign';
    }
    const mark = { Key: DELETING_TAG, Value: call.target.installation };
    await client.send(
      new TagResourceCommand({ SecretId, Tags: [mark] }),
      options,
    );
    await client.send(
      new UntagResourceCommand({ SecretId, TagKeys: OWN_TAGS }),
      options,
    );
    await client.send(
      new DeleteSecretCommand({
        SecretId,
        RecoveryWindowInDays: RECOVERY_DAYS,
      }),
      options,
    );
    return 'waits';
  };
  return perform()
    .catch(deletedIf(/^ResourceNotFound/))
    .finally(() => client.destroy());
};
