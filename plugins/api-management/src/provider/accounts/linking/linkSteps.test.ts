import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { accountLink, region } from '../../../shared/__testUtils__/accounts';
import { currentLinkStep, linkProgress } from './linkSteps';

const pending = { state: 'pending' as const, regions: [] };

describe('currentLinkStep', () => {
  it.each<[string, Partial<AccountLink>, string]>([
    ['the role is not made', pending, 'trust'],
    ['the role was refused', { ...pending, checks: [] }, 'verify'],
    ['no region is chosen', { regions: [] }, 'regions'],
    ['all is chosen', {}, 'import'],
  ])('is where linking goes on when %s', (_, fields, step) => {
    expect(currentLinkStep(accountLink(fields))).toBe(step);
  });
});

describe('linkProgress', () => {
  it('keeps the later steps shut until the role is verified', () => {
    const {
      trust,
      verify,
      regions,
      import: sync,
    } = linkProgress(accountLink(pending));
    expect([trust, verify, regions, sync]).toEqual([
      expect.objectContaining({ outcome: undefined, isReachable: true }),
      expect.objectContaining({ outcome: undefined, isReachable: true }),
      expect.objectContaining({ outcome: undefined, isReachable: false }),
      expect.objectContaining({ outcome: undefined, isReachable: false }),
    ]);
  });

  it('says that the role was refused', () => {
    const checks: AccountLink['checks'] = [
      { check: 'assume-role', outcome: 'failed', message: 'No such role.' },
    ];
    expect(
      linkProgress(accountLink({ ...pending, checks })).verify,
    ).toMatchObject({ outcome: 'failed', result: 'refused' });
  });

  it.each<[string, AccountLink['regions'], object]>([
    [
      'a region was not read yet',
      [region(), region({ fresh: false, syncedAt: undefined })],
      {},
    ],
    [
      'every region was read',
      [region()],
      { outcome: 'done', result: '12 APIs' },
    ],
    [
      'a region failed',
      [region({ fresh: false, error: 'Denied' })],
      { outcome: 'failed' },
    ],
  ])('judges the first sync when %s', (_, regions, outcome) => {
    expect(linkProgress(accountLink({ regions })).import).toMatchObject({
      isReachable: true,
      ...outcome,
    });
  });
});
