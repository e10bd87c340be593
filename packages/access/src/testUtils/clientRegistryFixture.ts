import type { Grant } from '@oaf/contract';
import type {
  ClientKey,
  ClientRegistry,
  Enrolment,
  KeyReplacement,
  RegisteredKey,
} from '../ports';
import { exampleGrant } from './exampleGrant';

/** A registry under test, and how grants get into it. */
export interface ClientRegistryFixture {
  registry: ClientRegistry;
  applyGrant(grant: Grant): Promise<void>;
  removeGrant(clientId: string): Promise<void>;
}

export const grant = exampleGrant('http://gateway.test');
export const { tokenHash, expiresAt } = grant.enrolment!;

export function keyNamed(letter: string): RegisteredKey {
  const kid = letter.repeat(43);
  return { kty: 'EC', crv: 'P-256', x: letter, y: letter, alg: 'ES256', kid };
}

export function enrolment(overrides: Partial<Enrolment> = {}): Enrolment {
  return {
    clientId: grant.clientId,
    tokenHash,
    keys: [keyNamed('a')],
    registrationTokenHash: 'hash-of-registration-token',
    at: expiresAt - 1,
    maxKeys: 4,
    ...overrides,
  };
}

export function clientKey(
  letter: string,
  notAfter: number | null = null,
  registrationTokenHash = 'hash-of-registration-token',
): ClientKey {
  return { jwk: keyNamed(letter), notAfter, registrationTokenHash };
}

export function replacement(
  overrides: Partial<KeyReplacement> = {},
): KeyReplacement {
  return {
    clientId: grant.clientId,
    heldKeys: [clientKey('a')],
    keys: [clientKey('a', 5000), clientKey('b')],
    at: 1000,
    ...overrides,
  };
}

export const otherGrant: Grant = {
  ...grant,
  clientId: 'sub_other',
  subscriptionId: 'subscription-other',
  enrolment: { ...grant.enrolment!, tokenHash: 'hash-of-other' },
};

export const otherEnrolment = {
  clientId: 'sub_other',
  tokenHash: 'hash-of-other',
};

/** The hash of the registration access token that the second temporary password gave. */
export const secondToken = 'hash-of-second-registration-token';

/** The grant when a further temporary password was issued. */
export function regranted(number: number): Grant {
  return {
    ...grant,
    revision: number,
    enrolment: { ...grant.enrolment!, tokenHash: `hash-of-password-${number}` },
  };
}

/** Key `a` by the first temporary password, key `b` by the second. */
export async function enrolTwo(
  registry: ClientRegistry,
  applyGrant: ClientRegistryFixture['applyGrant'],
) {
  await applyGrant(grant);
  await registry.enrol(enrolment());
  const second = regranted(2);
  await applyGrant(second);
  return registry.enrol(
    enrolment({
      tokenHash: second.enrolment!.tokenHash,
      keys: [keyNamed('b')],
      registrationTokenHash: secondToken,
    }),
  );
}
