import type {
  Credential,
  CredentialOperation,
} from '@oaf/backstage-plugin-api-management-common';
import { isUsable } from './credentialWords';

export type RowAction = 'reveal' | 'replace' | 'overlap' | 'rename' | 'revoke';

export const rowActionWords: Record<RowAction, string> = {
  reveal: 'Reveal once',
  replace: 'Replace',
  overlap: 'End or prolong',
  rename: 'Rename',
  revoke: 'Revoke',
};

/** What a row offers; nobody who may only look has an operation. */
export function rowActions(
  credential: Credential,
  operations: readonly CredentialOperation[],
): RowAction[] {
  const { type, state, revealable } = credential;
  const usable = isUsable(credential);
  const isKey = type === 'api-key' && usable;
  const offered: Record<RowAction, boolean> = {
    reveal: revealable && operations.includes('reveal'),
    replace: isKey && state !== 'rotating' && operations.includes('issue'),
    overlap: isKey && state === 'rotating' && operations.includes('change'),
    rename: isKey && operations.includes('change'),
    revoke: usable && operations.includes('revoke'),
  };
  return (Object.keys(offered) as RowAction[]).filter(each => offered[each]);
}
