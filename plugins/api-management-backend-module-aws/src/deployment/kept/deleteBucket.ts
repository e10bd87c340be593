import {
  DeleteBucketCommand,
  DeleteObjectsCommand,
  GetBucketTaggingCommand,
  ListObjectVersionsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  deletedIf,
  isOurs,
  toTags,
  type Deletion,
  type KeptCall,
} from './Deletion';

/** Of a thousand objects each, the most that S3 deletes at once; the rest is for the next call. */
const BATCHES = 20;

type Owned = { Bucket: string; ExpectedBucketOwner: string };

/** A bucket, with all versions of all objects. */
export const deleteBucket: Deletion = async (Bucket, call) => {
  const { config, target, signal } = call;
  const client = new S3Client({
    ...config,
    forcePathStyle: Boolean(config.endpoint),
  });
  const owned = { Bucket, ExpectedBucketOwner: target.account.accountId };
  const perform = async () => {
    if (!isOurs(await readTags(client, owned, call), target)) {
      return 'foreign';
    }
    for (let batch = 0; batch < BATCHES; batch += 1) {
      if (await isEmptied(client, owned, signal)) {
        await client.send(new DeleteBucketCommand(owned), {
          abortSignal: signal,
        });
        return 'deleted';
      }
    }
    return 'goes';
  };
  return perform()
    .catch(deletedIf(/^NoSuchBucket/))
    .finally(() => client.destroy());
};

async function readTags(client: S3Client, owned: Owned, { signal }: KeptCall) {
  try {
    const { TagSet } = await client.send(new GetBucketTaggingCommand(owned), {
      abortSignal: signal,
    });
    return toTags(TagSet);
  } catch (error) {
    if ((error as Error).name === 'NoSuchTagSet') {
      return {};
    }
    throw error;
  }
}

/** Deletes a batch; true when there was none. */
async function isEmptied(
  client: S3Client,
  owned: Owned,
  abortSignal: AbortSignal,
): Promise<boolean> {
  const { Versions = [], DeleteMarkers = [] } = await client.send(
    new ListObjectVersionsCommand(owned),
    { abortSignal },
  );
  const Objects = [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({
    Key: Key!,
    VersionId,
  }));
  if (Objects.length > 0) {
    const { Errors: [refused] = [] } = await client.send(
      new DeleteObjectsCommand({ ...owned, Delete: { Objects, Quiet: true } }),
      { abortSignal },
    );
    if (refused) {
      throw Object.assign(new Error(`${refused.Key}: ${refused.Message}`), {
        name: refused.Code,
      });
    }
  }
  return Objects.length === 0;
}
