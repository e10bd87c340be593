import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { accountLink, region } from '../../shared/__testUtils__/accounts';
import { isUnfinished, nextStep } from './nextStep';

const refused: AccountLink['checks'] = [
  { check: 'assume-role', outcome: 'passed' },
  {
    check: 'external-id-required',
    outcome: 'failed',
    message: 'The role can be assumed without the external id.',
  },
];

describe('nextStep', () => {
  it.each<[string, Partial<AccountLink>, string | undefined]>([
    [
      'a new link',
      { state: 'pending' },
      'Make the trust role, then verify it.',
    ],
    [
      'a refused role',
      { state: 'pending', checks: refused },
      'Verification failed. The role can be assumed without the external id.',
    ],
    [
      'a verified link without regions',
      { state: 'verified', regions: [] },
      'Choose the regions to import.',
    ],
    [
      'a role that went bad',
      { state: 'degraded', checks: refused },
      'The role can be assumed without the external id.',
    ],
    [
      'a broken region',
      { state: 'degraded', regions: [region({ error: 'Access denied.' })] },
      'eu-central-1: Access denied.',
    ],
    ['an account that is well', {}, undefined],
    ['an unlinked one', { state: 'unlinked', checks: refused }, undefined],
  ])('tells what %s needs', (_, fields, sentence) => {
    expect(nextStep(accountLink(fields))).toBe(sentence);
  });
});

describe('isUnfinished', () => {
  it.each<[string, Partial<AccountLink>, boolean]>([
    ['pending', { state: 'pending', regions: [] }, true],
    ['without regions', { state: 'verified', regions: [] }, true],
    ['built in', { builtIn: true, regions: [] }, false],
    ['unlinked', { state: 'unlinked', regions: [] }, false],
    ['imported', {}, false],
  ])('of a link that is %s', (_, fields, unfinished) => {
    expect(isUnfinished(accountLink(fields))).toBe(unfinished);
  });
});
