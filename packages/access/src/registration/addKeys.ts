import type { ClientKey, Enrolment } from '../ports';
import { isLive } from './liveKeys';

/** The client's keys after an enrolment: the new ones and those that still live. For registries. */
export function addKeys(
  held: ClientKey[],
  {
    keys,
    registrationTokenHash,
    at,
  }: Pick<Enrolment, 'keys' | 'registrationTokenHash' | 'at'>,
): ClientKey[] {
  const kids = keys.map(({ kid }) => kid);
  return [
    ...keys.map(jwk => ({ jwk, notAfter: null, registrationTokenHash })),
    ...held.filter(key => isLive(key, at) && !kids.includes(key.jwk.kid)),
  ];
}
