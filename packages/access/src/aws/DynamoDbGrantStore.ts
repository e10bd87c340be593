import type { Grant } from '@oaf/contract';
import {
  clientKey,
  type ClientItem,
  enrolmentKey,
  readClientItem,
  subscriptionKey,
} from './clientItem';
import {
  type ActivityRequest,
  type ClientActivity,
  findClient,
  readActivity,
} from './clientActivity';
import { keysStand, keyWrites, releaseKid, withEnded } from './keyWrites';
import {
  getItem,
  type Item,
  number,
  readNumber,
  type Table,
  text,
  timeToLive,
  writeIf,
} from './table';
import { transact } from './transact';

/** A removed grant is remembered for this long, so that an older one which arrives late cannot bring it back. */
const TOMBSTONE_MS = 35 * 24 * 60 * 60 * 1000;
const ATTEMPTS = 5;

const NEWER =
  'attribute_not_exists(pk) OR revision < :revision OR (revision = :revision AND attribute_exists(#grant))';

/** A removed grant has a revision only. */
export interface HeldGrant {
  revision: number;
  grant?: Grant;
}

/** What is told of a client after its grant is gone. */
function memory(client: ClientItem | undefined, at: number): Item {
  return client
    ? {
        enrolments: text(JSON.stringify(client.enrolments)),
        pastKeys: text(
          JSON.stringify(
            withEnded(client, client.keys, { at, endedBy: 'removal' }),
          ),
        ),
      }
    : {};
}

/** Writes grants to the door's table. It runs with the portal, which alone may write them. */
export class DynamoDbGrantStore {
  constructor(private readonly table: Table) {}

  /** Of the grant that is held, or that was removed; undefined when there never was one. */
  async find(clientId: string): Promise<HeldGrant | undefined> {
    const item = await getItem(this.table, clientKey(clientId));
    const revision = item && readNumber(item, 'revision');
    return typeof revision === 'number'
      ? { revision, grant: readClientItem(item)?.grant }
      : undefined;
  }

  /**
   * Adds or replaces a grant, unless the one held is newer; what was enrolled stays.
   *
   * @returns whether it is held now
   */
  async apply(grant: Grant): Promise<boolean> {
    await this.#pointToClient(grant);
    if (grant.enrolment) {
      await this.#pointTo(grant, grant.enrolment);
    }
    const { tokenHash = '', expiresAt = 0 } = grant.enrolment ?? {};
    const update = this.table.call('UpdateItem', {
      TableName: this.table.name,
      Key: { pk: text(clientKey(grant.clientId)) },
      UpdateExpression:
        'SET #grant = :grant, revision = :revision, enrolmentHash = :hash, enrolmentExpiresAt = :expiresAt REMOVE expires',
      ConditionExpression: NEWER,
      ExpressionAttributeNames: { '#grant': 'grant' },
      ExpressionAttributeValues: {
        ':grant': text(JSON.stringify(grant)),
        ':revision': number(grant.revision),
        ':hash': text(tokenHash),
        ':expiresAt': number(expiresAt),
      },
    });
    return writeIf(update);
  }

  /** The subscription ended: the grant and its keys go. Safe to repeat. */
  async remove(
    grant: Pick<Grant, 'clientId' | 'revision'>,
    now = Date.now(),
  ): Promise<void> {
    for (let tried = 0; tried < ATTEMPTS; tried += 1) {
      const item = await getItem(this.table, clientKey(grant.clientId));
      if (item && (readNumber(item, 'revision') ?? 0) > grant.revision) {
        return;
      }
      const writes = this.#removal(grant, readClientItem(item), now);
      if ((await transact(this.table, writes)).length === 0) {
        return;
      }
    }
    throw new Error(
      `The grant of ${grant.clientId} changes too often to remove it`,
    );
  }

  /** What was seen of the subscription's credentials; undefined when there never was a grant. */
  async readActivity(
    request: ActivityRequest,
  ): Promise<ClientActivity | undefined> {
    return readActivity(this.table, request);
  }

  /** Ends one key of a client. @returns whether there was such a key */
  async revokeKey(
    subscriptionId: string,
    kid: string,
    now = Date.now(),
  ): Promise<boolean> {
    for (let tried = 0; tried < ATTEMPTS; tried += 1) {
      const item = await findClient(this.table, subscriptionId);
      const client = readClientItem(item);
      if (!client?.keys.some(({ jwk }) => jwk.kid === kid)) {
        return false;
      }
      const keys = client.keys.filter(({ jwk }) => jwk.kid !== kid);
      const change = { client, keys, at: now, endedBy: 'revocation' } as const;
      const writes = keyWrites(this.table, change);
      if ((await transact(this.table, writes)).length === 0) {
        return true;
      }
    }
    throw new Error(
      `The keys of subscription ${subscriptionId} change too often to revoke one`,
    );
  }

  async #pointToClient({ subscriptionId, clientId }: Grant): Promise<void> {
    await this.table.call('PutItem', {
      TableName: this.table.name,
      Item: {
        pk: text(subscriptionKey(subscriptionId)),
        clientId: text(clientId),
      },
    });
  }

  /** Set where it is not yet, as the row also counts failed attempts. */
  async #pointTo(
    { clientId }: Grant,
    { tokenHash, expiresAt }: NonNullable<Grant['enrolment']>,
  ): Promise<void> {
    await this.table.call('UpdateItem', {
      TableName: this.table.name,
      Key: { pk: text(enrolmentKey(tokenHash)) },
      UpdateExpression: 'SET clientId = :client, expires = :expires',
      ExpressionAttributeValues: {
        ':client': text(clientId),
        ':expires': timeToLive(expiresAt),
      },
    });
  }

  #removal(
    { clientId, revision }: Pick<Grant, 'clientId' | 'revision'>,
    client: ClientItem | undefined,
    now: number,
  ): object[] {
    const kids = client?.keys.map(({ jwk }) => jwk.kid) ?? [];
    const [unchanged, held] = keysStand(client);
    const tombstone = {
      Put: {
        TableName: this.table.name,
        Item: {
          pk: text(clientKey(clientId)),
          revision: number(revision),
          ...memory(client, now),
          expires: timeToLive(now + TOMBSTONE_MS),
        },
        ConditionExpression: `attribute_not_exists(pk) OR (revision <= :revision AND ${unchanged})`,
        ExpressionAttributeValues: {
          ':revision': number(revision),
          ...held,
        },
      },
    };
    return [tombstone, ...kids.map(kid => releaseKid(this.table, kid))];
  }
}
