import type { Grant } from '@oaf/contract';
import type { ClientKey } from '../ports';

/** The end that the grant sets to a key by its age: by when it was registered (epoch milliseconds). */
export function expiryOf(
  { clientKeyLifetime }: Pick<Grant, 'clientKeyLifetime'>,
  registeredAt: number,
): Pick<ClientKey, 'expiresAt'> {
  return clientKeyLifetime === undefined
    ? {}
    : { expiresAt: registeredAt + clientKeyLifetime };
}
