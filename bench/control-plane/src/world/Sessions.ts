import { randomBytes } from 'node:crypto';
import type { BaseCredentials } from './specs';

/** Who signs a request. */
export type Principal = {
  accountId: string;
  arn: string;
  userId: string;
  secretAccessKey: string;
  sessionToken?: string;
  /** Epoch milliseconds. */
  expiresAt?: number;
  /** Actions that the session's role may not use. */
  denied: string[];
};

const KEY_ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The access keys that are known: the base credentials and the sessions of assumed roles. */
export class Sessions {
  readonly #principals = new Map<string, Principal>();

  addBase(credentials: BaseCredentials) {
    this.#principals.set(credentials.accessKeyId, {
      accountId: credentials.accountId,
      arn: credentials.arn,
      userId: 'AIDASIMULATEDUSER001',
      secretAccessKey: credentials.secretAccessKey,
      denied: [],
    });
  }

  open(
    role: { accountId: string; arn: string; denied?: string[] },
    sessionName: string,
    expiresAt: number,
  ): { accessKeyId: string; principal: Required<Principal> } {
    const accessKeyId = `ASIA${randomKey(16)}`;
    const principal = {
      accountId: role.accountId,
      arn: sessionArn(role.arn, sessionName),
      userId: `AROA${randomKey(17)}:${sessionName}`,
      secretAccessKey: randomBytes(30).toString('base64'),
      sessionToken: randomBytes(240).toString('base64'),
      expiresAt,
      denied: role.denied ?? [],
    };
    this.#principals.set(accessKeyId, principal);
    return { accessKeyId, principal };
  }

  find(accessKeyId: string): Principal | undefined {
    return this.#principals.get(accessKeyId);
  }

  /** Makes credentials expired, as when a workstation's login is from yesterday. */
  expire(accessKeyId: string) {
    const principal = this.#principals.get(accessKeyId);
    if (principal) {
      principal.expiresAt = 0;
    }
  }

  expireAll() {
    for (const accessKeyId of this.#principals.keys()) {
      this.expire(accessKeyId);
    }
  }
}

function randomKey(length: number): string {
  return Array.from(
    randomBytes(length),
    byte => KEY_ALPHABET[byte % KEY_ALPHABET.length],
  ).join('');
}

function sessionArn(roleArn: string, sessionName: string): string {
  return `${roleArn
    .replace(':iam:', ':sts:')
    .replace(':role/', ':assumed-role/')}/${sessionName}`;
}
