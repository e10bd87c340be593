import type {
  Credential,
  CredentialOperation,
} from '@oaf/backstage-plugin-api-management-common';
import { isUsable } from './credentialWords';

export type RowAction =
  | 'reveal'
  | 'key-pair'
  | 'replace'
  | 'overlap'
  | 'rename'
  | 'revoke';

export const rowActionWords: Record<RowAction, string> = {
  reveal: 'Reveal once',
  'key-pair': 'Have a key pair made',
  replace: 'Replace',
  overlap: 'End or prolong',
  rename: 'Rename',
  revoke: 'Revoke',
};

/**
 * What a row offers; nobody who may only look has an operation.
 *
 * @param makesKeyPairs - whether a gateway of the subscription does
 */
export function rowActions(
  credential: Credential,
  operations: readonly CredentialOperation[],
  makesKeyPairs = false,
): RowAction[] {
  const { type, state, revealable } = credential;
  const usable = isUsable(credential);
  const mayReveal = operations.includes('reveal');
  const isPassword = type === 'initial-access-token' && state === 'issued';
  const isKey = type === 'api-key' && usable;
  const offered: Record<RowAction, boolean> = {
    reveal: revealable && mayReveal,
    'key-pair': isPassword && mayReveal && makesKeyPairs,
    replace: isKey && state !== 'rotating' && operations.includes('issue'),
    overlap: isKey && state === 'rotating' && operations.includes('change'),
    rename: isKey && operations.includes('change'),
    revoke: usable && operations.includes('revoke'),
  };
  return (Object.keys(offered) as RowAction[]).filter(each => offered[each]);
}
