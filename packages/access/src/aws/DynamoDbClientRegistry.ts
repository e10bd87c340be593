import type {
  ClientKey,
  ClientRegistry,
  CredentialUse,
  Enrolment,
  EnrolmentOutcome,
  KeyReplacement,
  KeyReplacementOutcome,
  RegisteredClient,
} from '../ports';
import {
  clientKey,
  type ClientItem,
  enrolmentKey,
  readClientItem,
  toRegisteredClient,
} from './clientItem';
import type { CredentialUses } from './CredentialUses';
import { addKeys } from '../registration/addKeys';
import { areSameKeys } from '../registration/areSameKeys';
import { keyWrites } from './keyWrites';
import { getItem, number, readText, type Table, text, writeIf } from './table';
import { transact } from './transact';

/** How often a change of keys that lost a race is tried anew. */
const ATTEMPTS = 5;

function isUnspent({ enrolmentHash, spentHash }: ClientItem, hash: string) {
  return enrolmentHash === hash && spentHash !== hash;
}

/** The grant's initial access token is the one that is spent. */
function withEnrolment({ grant, enrolments }: ClientItem, at: number) {
  const { enrolment } = grant;
  return enrolment
    ? { ...enrolments, [enrolment.credentialId]: at }
    : enrolments;
}

const UNSPENT =
  'enrolmentHash = :hash AND (attribute_not_exists(spentHash) OR spentHash <> :hash)';

/** The door's view of the grants that DynamoDbGrantStore keeps in the same table. Reads are not cached. */
export class DynamoDbClientRegistry implements ClientRegistry {
  constructor(
    private readonly table: Table,
    private readonly uses: CredentialUses,
  ) {}

  async findByClientId(
    clientId: string,
  ): Promise<RegisteredClient | undefined> {
    const client = await this.#read(clientId);
    return client && toRegisteredClient(client);
  }

  async findByEnrolmentToken(
    tokenHash: string,
  ): Promise<RegisteredClient | undefined> {
    const client = await this.#readByToken(tokenHash);
    return client && isUnspent(client, tokenHash)
      ? toRegisteredClient(client)
      : undefined;
  }

  async enrol(enrolment: Enrolment): Promise<EnrolmentOutcome> {
    for (let tried = 0; tried < ATTEMPTS; tried += 1) {
      const client = await this.#read(enrolment.clientId);
      if (!client || !isUnspent(client, enrolment.tokenHash)) {
        return 'token-spent';
      }
      const keys = addKeys(toRegisteredClient(client).keys, enrolment);
      if (keys.length > enrolment.maxKeys) {
        return 'too-many-keys';
      }
      const refused = await this.#tryEnrol(client, keys, enrolment);
      if (!refused.includes(0)) {
        return refused.length > 0 ? 'key-taken' : 'enrolled';
      }
    }
    return 'token-spent';
  }

  async countFailedEnrolment(attempt: {
    tokenHash: string;
    limit: number;
  }): Promise<void> {
    const { tokenHash, limit } = attempt;
    const client = await this.#readByToken(tokenHash);
    if (client && isUnspent(client, tokenHash)) {
      const { clientId } = client.grant;
      const failures = await this.#addFailure(clientId, tokenHash);
      if (failures >= limit) {
        await this.#spend(clientId, tokenHash);
      }
    }
  }

  async replaceKeys(
    replacement: KeyReplacement,
  ): Promise<KeyReplacementOutcome> {
    const { clientId, heldKeys, keys, at } = replacement;
    const client = await this.#read(clientId);
    if (!client || !areSameKeys(toRegisteredClient(client).keys, heldKeys)) {
      return 'outdated';
    }
    const writes = keyWrites(this.table, {
      client,
      keys,
      at,
      endedBy: 'replacement',
    });
    const refused = await transact(this.table, writes);
    if (refused.includes(0)) {
      return 'outdated';
    }
    return refused.length > 0 ? 'key-taken' : 'replaced';
  }

  async unregister({
    clientId,
    registrationTokenHash,
  }: Parameters<ClientRegistry['unregister']>[0]): Promise<void> {
    for (let tried = 0; tried < ATTEMPTS; tried += 1) {
      const client = await this.#read(clientId);
      if (
        !client ||
        (await this.#tryUnregister(client, registrationTokenHash))
      ) {
        return;
      }
    }
    throw new Error(`The keys of ${clientId} change too often to remove them`);
  }

  recordUse(use: CredentialUse): void {
    this.uses.record(use);
  }

  async #read(clientId: string): Promise<ClientItem | undefined> {
    return readClientItem(await getItem(this.table, clientKey(clientId)));
  }

  async #readByToken(tokenHash: string): Promise<ClientItem | undefined> {
    const pointer = await getItem(this.table, enrolmentKey(tokenHash));
    const clientId = pointer && readText(pointer, 'clientId');
    return clientId ? this.#read(clientId) : undefined;
  }

  #tryEnrol(
    client: ClientItem,
    keys: ClientKey[],
    { tokenHash, at }: Enrolment,
  ): Promise<number[]> {
    const writes = keyWrites(this.table, {
      client,
      keys,
      at,
      condition: `${UNSPENT} AND enrolmentExpiresAt > :at`,
      registeredBy: 'enrolment',
      endedBy: 'replacement',
      assignments:
        'spentHash = :hash, enrolledAt = :at, enrolments = :enrolments',
      values: {
        ':hash': text(tokenHash),
        ':at': number(at),
        ':enrolments': text(JSON.stringify(withEnrolment(client, at))),
      },
    });
    return transact(this.table, writes);
  }

  async #tryUnregister(
    client: ClientItem,
    registrationTokenHash: string,
  ): Promise<boolean> {
    const keys = client.keys.filter(
      key => key.registrationTokenHash !== registrationTokenHash,
    );
    const writes = keyWrites(this.table, {
      client,
      keys,
      at: Date.now(),
      endedBy: 'unregistration',
    });
    return (await transact(this.table, writes)).length === 0;
  }

  /** A token that is newer starts from its own row, so failures are counted per token. */
  async #addFailure(clientId: string, tokenHash: string): Promise<number> {
    const { Attributes: attributes } = await this.table.call<{
      Attributes: { failures: { N: string } };
    }>('UpdateItem', {
      TableName: this.table.name,
      Key: { pk: text(enrolmentKey(tokenHash)) },
      UpdateExpression: 'SET clientId = :client ADD failures :one',
      ExpressionAttributeValues: {
        ':client': text(clientId),
        ':one': number(1),
      },
      ReturnValues: 'UPDATED_NEW',
    });
    return Number(attributes.failures.N);
  }

  async #spend(clientId: string, tokenHash: string): Promise<void> {
    const update = this.table.call('UpdateItem', {
      TableName: this.table.name,
      Key: { pk: text(clientKey(clientId)) },
      UpdateExpression: 'SET spentHash = :hash',
      ConditionExpression: UNSPENT,
      ExpressionAttributeValues: { ':hash': text(tokenHash) },
    });
    await writeIf(update);
  }
}
