import {
  CreateKeyCommand,
  DescribeKeyCommand,
  EnableKeyCommand,
  type KeyMetadata,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import type { Grant } from '@oaf/contract';
import { AwsFault } from '../controlPlane/AwsFault';
import type { GatewayManagement } from '../management/GatewayManagement';
import { toFault } from '../management/toProvisioningError';
import { unless } from '../management/unless';
import { DedicatedKeyNote, type NotedKey } from './DedicatedKeyNote';
import { dedicatedKeyPolicy, PENDING_DAYS } from './dedicatedKeyPolicy';
import { managedTags } from './tags';

/** A lock is for a minute; in five, says AWS, all of KMS knows the tags of a new key. */
const SETTLED_AFTER_LOCKS = 5;

/** What was answered to it tells that there was no effect. */
function isRefused(error: unknown): boolean {
  const fault = toFault(error);
  return fault instanceof AwsFault && fault.status < 500;
}

const createdAt = ({ CreationDate }: KeyMetadata) =>
  CreationDate?.getTime() ?? 0;

const toNoted = (key: KeyMetadata): NotedKey => ({
  begunAt: createdAt(key),
  arn: key.Arn!,
});

/** It is not on its way out. */
const isKept = ({ KeyState }: KeyMetadata) =>
  KeyState !== 'PendingDeletion' && KeyState !== 'PendingReplicaDeletion';

/**
 * The key of KMS under which the gateway makes the key pairs of one subscription, in the gateway's account and region. It
 * is written in the gateway's table before it is made, and found again by its tags. Used under the subscription's lock only.
 */
export class DedicatedKey {
  readonly #management: GatewayManagement;
  readonly #grant: Pick<Grant, 'subscriptionId'> & Partial<Grant>;
  readonly #note: DedicatedKeyNote;
  /** After so long what was made is found by its tags. */
  readonly #settleMs: number;

  constructor(
    management: GatewayManagement,
    grant: Pick<Grant, 'subscriptionId'> & Partial<Grant>,
    { lockMs }: { lockMs: number },
  ) {
    this.#management = management;
    this.#grant = grant;
    this.#note = new DedicatedKeyNote(management.table, grant.subscriptionId);
    this.#settleMs = SETTLED_AFTER_LOCKS * lockMs;
  }

  /** Of the key as it was noted, whether or not it can be used. */
  async noted(): Promise<string | undefined> {
    return (await this.#note.read())?.arn;
  }

  /**
   * @param afresh - look whether what was noted can be used, and make another one if not
   * @returns the ARN of a key that can be used
   */
  async ensure(afresh = false): Promise<string> {
    const noted = await this.#note.read();
    if (noted?.arn && !afresh) {
      return noted.arn;
    }
    const [known, ...others] = noted || afresh ? await this.#known(noted) : [];
    if (!known) {
      this.#requireSettled(noted);
      return this.#make(noted);
    }
    await this.#enable(known);
    await this.#note.write(toNoted(known), noted);
    // A try that was overtaken may have made them; no grant names them.
    for (const { Arn } of others) {
      await this.#scheduleDeletion(Arn!);
    }
    return known.Arn!;
  }

  /** Whatever is encrypted under it is lost with it, at the latest when its waiting time is over. */
  async remove(): Promise<void> {
    const noted = await this.#note.read();
    if (!noted) {
      return;
    }
    const keys = await this.#known(noted);
    if (keys.length === 0) {
      this.#requireSettled(noted);
    }
    for (const { Arn } of keys) {
      await this.#scheduleDeletion(Arn!);
    }
    await this.#note.forget(noted);
  }

  async #make(before: NotedKey | undefined): Promise<string> {
    const begun = { begunAt: Date.now() };
    await this.#note.write(begun, before);
    const key = await this.#create().catch(async error => {
      if (isRefused(error)) {
        await this.#note.forget(begun);
      }
      throw error;
    });
    await this.#note.write(toNoted(key), begun);
    return key.Arn!;
  }

  async #create(): Promise<KeyMetadata> {
    const { gateway } = this.#management;
    const { subscriptionId, applicationName } = this.#grant;
    const command = new CreateKeyCommand({
      Description: `Key pairs of ${applicationName}, subscription ${subscriptionId}`,
      Policy: JSON.stringify(dedicatedKeyPolicy(gateway, subscriptionId)),
      // By the policy the account's administrators may change it, and the role that makes it may not.
      BypassPolicyLockoutSafetyCheck: true,
      Tags: Object.entries(this.#tags()).map(([TagKey, TagValue]) => ({
        TagKey,
        TagValue,
      })),
    });
    const { KeyMetadata } = await this.#management.sendKms(command, {
      once: true,
    });
    return KeyMetadata!;
  }

  /** Those that are not on their way out: the one that was noted, and then the oldest first. */
  async #known(noted: NotedKey | undefined): Promise<KeyMetadata[]> {
    const ids = await this.#management.findByTags('kms:key', this.#tags());
    const notedId = noted?.arn?.split('/').at(-1);
    const all = new Set([...(notedId ? [notedId] : []), ...ids]);
    const keys = await Promise.all([...all].map(id => this.#describe(id)));
    const isNoted = ({ Arn }: KeyMetadata) => Number(Arn === noted?.arn);
    return keys
      .filter(key => key !== undefined)
      .filter(isKept)
      .sort(
        (one, other) =>
          isNoted(other) - isNoted(one) || createdAt(one) - createdAt(other),
      );
  }

  async #describe(KeyId: string): Promise<KeyMetadata | undefined> {
    const answer = await unless(
      'NotFoundException',
      this.#management.sendKms(new DescribeKeyCommand({ KeyId })),
    );
    return answer?.KeyMetadata;
  }

  async #enable({ Arn, KeyState }: KeyMetadata): Promise<void> {
    if (KeyState === 'Disabled') {
      await this.#management.sendKms(new EnableKeyCommand({ KeyId: Arn }));
    }
  }

  /** One that is on its way, as the first try's answer was lost, needs no more. */
  async #scheduleDeletion(KeyId: string): Promise<void> {
    await unless(
      'KMSInvalidStateException',
      this.#management.sendKms(
        new ScheduleKeyDeletionCommand({
          KeyId,
          PendingWindowInDays: PENDING_DAYS,
        }),
      ),
    );
  }

  #requireSettled(noted: NotedKey | undefined) {
    if (noted && !noted.arn && Date.now() - noted.begunAt < this.#settleMs) {
      throw new Error(
        `Whether the KMS key of subscription ${
          this.#grant.subscriptionId
        } was made cannot be told yet; it is tried again`,
      );
    }
  }

  #tags() {
    return {
      ...managedTags(this.#management.gateway),
      'oaf:subscription': this.#grant.subscriptionId,
    };
  }
}
