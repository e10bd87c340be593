import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectsCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  type BucketLocationConstraint,
  type S3Client,
  type S3ServiceException,
} from '@aws-sdk/client-s3';
import { ConflictError } from '@backstage/errors';
import type { StackTarget } from '@oaf/backstage-plugin-api-management-node';
import { INSTALLATION_TAG } from './stackStates';
import type { StackFile } from './StackLibrary';

/** Where S3 buckets are by default, and must not be named. */
const DEFAULT_REGION = 'us-east-1';

/** One for each installation, account and region: names of buckets are the world's. */
export function bucketName({ account, region, installation }: StackTarget) {
  const suffix = installation.replace(/^oaf-/, '');
  return `oaf-artifacts-${suffix}-${account.accountId}-${region}`;
}

type Options = { abortSignal: AbortSignal };

/** Templates and code for the stacks of an account and region; encrypted, never public. */
export class ArtifactBucket {
  readonly #client: S3Client;
  readonly #target: StackTarget;
  readonly #options: Options;
  /** Whoever took the name first gets nothing of ours. */
  readonly #owned: { Bucket: string; ExpectedBucketOwner: string };

  /** Nobody comes over anything else to AWS; an emulator may have nothing else. */
  readonly #onlyOverTls: boolean;

  constructor(
    client: S3Client,
    target: StackTarget,
    options: { signal: AbortSignal; onlyOverTls: boolean },
  ) {
    const { signal, onlyOverTls } = options;
    this.#client = client;
    this.#onlyOverTls = onlyOverTls;
    this.#target = target;
    this.#options = { abortSignal: signal };
    this.#owned = {
      Bucket: bucketName(target),
      ExpectedBucketOwner: target.account.accountId,
    };
  }

  /** Makes it, or brings the one that is there in line. */
  async ensure(): Promise<void> {
    await this.#create();
    const client = this.#client;
    const owned = this.#owned;
    const TagSet = [
      { Key: INSTALLATION_TAG, Value: this.#target.installation },
    ];
    await client.send(
      new PutBucketTaggingCommand({ ...owned, Tagging: { TagSet } }),
      this.#options,
    );
    await client.send(
      new PutPublicAccessBlockCommand({
        ...owned,
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      }),
      this.#options,
    );
    await client.send(
      new PutBucketEncryptionCommand({
        ...owned,
        ServerSideEncryptionConfiguration: {
          Rules: [
            { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
          ],
        },
      }),
      this.#options,
    );
    if (this.#onlyOverTls) {
      await client.send(
        new PutBucketPolicyCommand({ ...owned, Policy: this.#policy() }),
        this.#options,
      );
    }
  }

  /** What is there under the key is the same, as its key is made of its content. */
  async upload({ key, body }: StackFile): Promise<void> {
    if (!(await this.#has(key))) {
      await this.#client.send(
        new PutObjectCommand({
          ...this.#owned,
          Key: key,
          Body: body,
          ServerSideEncryption: 'AES256',
        }),
        this.#options,
      );
    }
  }

  /** With all that is in it; nothing when it is not there. */
  async remove(): Promise<void> {
    try {
      await this.#empty();
      await this.#client.send(
        new DeleteBucketCommand(this.#owned),
        this.#options,
      );
    } catch (error) {
      if ((error as Error).name !== 'NoSuchBucket') {
        throw error;
      }
    }
  }

  async #empty() {
    const pages = paginateListObjectsV2({ client: this.#client }, this.#owned);
    for await (const { Contents = [] } of pages) {
      const Objects = Contents.map(({ Key }) => ({ Key: Key! }));
      if (Objects.length > 0) {
        await this.#client.send(
          new DeleteObjectsCommand({ ...this.#owned, Delete: { Objects } }),
          this.#options,
        );
      }
    }
  }

  async #create() {
    const { region } = this.#target;
    try {
      await this.#client.send(
        new CreateBucketCommand({
          Bucket: this.#owned.Bucket,
          ObjectOwnership: 'BucketOwnerEnforced',
          ...(region !== DEFAULT_REGION && {
            CreateBucketConfiguration: {
              LocationConstraint: region as BucketLocationConstraint,
            },
          }),
        }),
        this.#options,
      );
    } catch (error) {
      const { name } = error as Error;
      if (name === 'BucketAlreadyExists') {
        throw new ConflictError(
          `The bucket ${
            this.#owned.Bucket
          } belongs to another account. Ask its owner to give the name up; without it nothing can be deployed here.`,
        );
      }
      if (name !== 'BucketAlreadyOwnedByYou') {
        throw error;
      }
    }
  }

  async #has(key: string): Promise<boolean> {
    try {
      await this.#client.send(
        new HeadObjectCommand({ ...this.#owned, Key: key }),
        this.#options,
      );
      return true;
    } catch (error) {
      if ((error as S3ServiceException).$metadata?.httpStatusCode === 404) {
        return false;
      }
      throw error;
    }
  }

  #policy(): string {
    const arn = `arn:${this.#target.account.partition}:s3:::${
      this.#owned.Bucket
    }`;
    return JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'OnlyOverTls',
          Effect: 'Deny',
          Principal: '*',
          Action: 's3:*',
          Resource: [arn, `${arn}/*`],
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        },
      ],
    });
  }
}
