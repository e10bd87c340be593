import {
  type Credential,
  credentialOperations,
} from '@oaf/backstage-plugin-api-management-common';
import { rowActions } from './rowActions';

const key: Credential = {
  id: 'key-1',
  type: 'api-key',
  state: 'active',
  revealable: false,
  createdAt: '2026-03-14T09:26:53Z' as unknown as Date & string,
};

describe('what a row of a credential offers', () => {
  it.each<[string, Partial<Credential>, string[]]>([
    ['a key in use', {}, ['replace', 'rename', 'revoke']],
    [
      'a key that was not shown',
      { state: 'issued', revealable: true },
      ['reveal', 'replace', 'rename', 'revoke'],
    ],
    [
      'a key with a successor',
      { state: 'rotating' },
      ['overlap', 'rename', 'revoke'],
    ],
    ['a key that is over', { state: 'replaced' }, []],
    ['a client key', { type: 'client-key' }, ['revoke']],
  ])('%s', (_, more, expected) => {
    expect(
      rowActions({ ...key, ...more }, credentialOperations.active),
    ).toEqual(expected);
  });

  it('is a key pair, for a temporary password, where a gateway makes them', () => {
    const password: Credential = {
      ...key,
      type: 'initial-access-token',
      state: 'issued',
      revealable: true,
    };
    const of = (credential: Credential, makesKeyPairs: boolean) =>
      rowActions(credential, credentialOperations.active, makesKeyPairs);
    expect(of(password, true)).toEqual(['reveal', 'key-pair', 'revoke']);
    expect(of(password, false)).toEqual(['reveal', 'revoke']);
    expect(of({ ...password, revealable: false }, true)).toEqual([
      'key-pair',
      'revoke',
    ]);
    expect(of({ ...password, state: 'used' }, true)).not.toContain('key-pair');
    expect(of({ ...key, revealable: true }, true)).not.toContain('key-pair');
  });

  it('is nothing but to revoke while the subscription is suspended', () => {
    expect(rowActions(key, credentialOperations.suspended)).toEqual(['revoke']);
  });
});
