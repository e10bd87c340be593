import { createHash } from 'node:crypto';
import {
  GatewayError,
  type LinkedAccount,
} from '@oaf/backstage-plugin-api-management-node';
import type { AwsCredentialIdentity } from '@smithy/types';
import type { SessionSource } from '../controlPlane/ControlPlane';
import { assumeRole } from './assumeRole';
import { baseOf, type Bases } from './BaseCredentials';
import { describeStsFault } from './describeStsFault';

const RENEW_BEFORE_MS = 5 * 60_000;

type Trust = { roleArn: string; externalId: string };

type Session = Trust & {
  opening: Promise<AwsCredentialIdentity>;
  /** Undefined while STS is being asked. */
  credentials?: AwsCredentialIdentity;
};

/** Shows in the account's CloudTrail what we are there for. */
export function sessionName(purpose: string, { id }: LinkedAccount): string {
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 8);
  return `oaf-${purpose}-${hash}`;
}

/** @throws GatewayError when the account's owner has not made the role yet */
export function trustOf({ alias, trust }: LinkedAccount): Trust {
  if (!trust?.roleArn) {
    throw new GatewayError(
      'role-not-assumable',
      `Account ${alias} has no trust role yet. Make it with the account's template, then verify the link.`,
    );
  }
  return { roleArn: trust.roleArn, externalId: trust.externalId };
}

function isFresh({ credentials }: Session): boolean {
  const end = credentials?.expiration?.getTime() ?? Infinity;
  return Date.now() < end - RENEW_BEFORE_MS;
}

/** Sessions of trust roles, each opened once and kept until five minutes before it ends. */
export class RoleSessions implements SessionSource {
  readonly #bases: Bases;
  readonly #purpose: string;
  readonly #sessions = new Map<string, Session>();

  /** @param purpose - shown in the account's CloudTrail */
  constructor(bases: Bases, purpose = 'import') {
    this.#bases = bases;
    this.#purpose = purpose;
  }

  async get(account: LinkedAccount): Promise<AwsCredentialIdentity> {
    const trust = trustOf(account);
    const known = this.#sessions.get(account.id);
    const isUsable =
      known?.roleArn === trust.roleArn &&
      known.externalId === trust.externalId &&
      isFresh(known);
    return isUsable ? known.opening : this.#open(account, trust);
  }

  refused({ id }: LinkedAccount, credentials: AwsCredentialIdentity) {
    if (this.#sessions.get(id)?.credentials === credentials) {
      this.#sessions.delete(id);
    }
  }

  forget({ id }: LinkedAccount) {
    this.#sessions.delete(id);
  }

  async #open(account: LinkedAccount, trust: Trust) {
    const opening = this.#assume(account, trust);
    const session: Session = { ...trust, opening };
    this.#sessions.set(account.id, session);
    try {
      session.credentials = await opening;
      return session.credentials;
    } catch (error) {
      // Nobody is to be told of this failure again: the next one asks STS anew.
      if (this.#sessions.get(account.id) === session) {
        this.forget(account);
      }
      throw error;
    }
  }

  async #assume(account: LinkedAccount, trust: Trust) {
    const base = baseOf(this.#bases, account.partition);
    try {
      return await assumeRole(base, {
        ...trust,
        sessionName: sessionName(this.#purpose, account),
      });
    } catch (error) {
      const { reason, message } = describeStsFault(error, base, trust.roleArn);
      throw new GatewayError(reason, message, error);
    }
  }
}
