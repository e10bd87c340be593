import type { Clock, CredentialUse } from '../ports';
import { number, type Table, text, writeIf } from './table';

/** A credential's last use need not be known better than this. */
const INTERVAL_MS = 5 * 60 * 1000;

/** What a use is written under: that of a key counts for whoever has it. */
export function useKey(
  use:
    | Pick<Extract<CredentialUse, { type: 'api-key' }>, 'type' | 'credentialId'>
    | Pick<Extract<CredentialUse, { type: 'client-key' }>, 'type' | 'kid'>,
): string {
  const id = use.type === 'api-key' ? use.credentialId : use.kid;
  return `use#${use.type}#${id}`;
}

/**
 * When each credential was last used. A write per credential in five minutes, gathered until `flush`: a Lambda
 * function must not leave work behind when it has answered.
 */
export class CredentialUses {
  readonly #writtenAt = new Map<string, number>();
  readonly #pending = new Map<string, number>();

  constructor(
    private readonly table: Table,
    private readonly report: (error: unknown) => void,
    private readonly clock: Clock = Date.now,
  ) {}

  record(use: CredentialUse): void {
    const key = useKey(use);
    if (this.clock() - (this.#writtenAt.get(key) ?? 0) >= INTERVAL_MS) {
      this.#pending.set(key, use.at);
    }
  }

  /** A lost use only makes "last used" older, so a failure is reported and not tried again. Never rejects. */
  async flush(): Promise<void> {
    const uses = [...this.#pending];
    this.#pending.clear();
    uses.forEach(([key]) => this.#writtenAt.set(key, this.clock()));
    await Promise.all(uses.map(use => this.#write(use).catch(this.report)));
  }

  async #write([key, at]: [string, number]): Promise<void> {
    const update = this.table.call('UpdateItem', {
      TableName: this.table.name,
      Key: { pk: text(key) },
      UpdateExpression: 'SET lastUsedAt = :at',
      ConditionExpression:
        'attribute_not_exists(lastUsedAt) OR lastUsedAt < :at',
      ExpressionAttributeValues: { ':at': number(at) },
    });
    await writeIf(update);
  }
}
