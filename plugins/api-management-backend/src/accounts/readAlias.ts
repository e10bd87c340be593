import { InputError } from '@backstage/errors';

/** @throws InputError */
export function readAlias(alias: string): string {
  const trimmed = alias.trim();
  if (!trimmed) {
    throw new InputError('request/body/alias must be more than blanks');
  }
  return trimmed;
}
