import type { ClientKey } from '../ports';

const toText = ({ jwk, notAfter, registrationTokenHash }: ClientKey) =>
  [jwk.kid, notAfter, registrationTokenHash].join(' ');

/**
 * Whether nothing about a client's keys changed between two looks, whatever their order. For registries: a change that
 * was made of an older look would undo what another registration of the client did meanwhile.
 */
export function areSameKeys(some: ClientKey[], others: ClientKey[]): boolean {
  return (
    some.map(toText).sort().join('\n') === others.map(toText).sort().join('\n')
  );
}
