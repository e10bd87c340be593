import { templateHashOf } from '@oaf/backstage-plugin-api-management-common';
import { deployment } from '../__testUtils__/examples';
import { isOf } from './isOf';

const templateBody = 'Resources: {}';
const { accountLinkId, region, stackName } = deployment('queued');
const place = { action: 'deploy', accountLinkId, region, stackName } as const;

const own = deployment('awaiting-confirmation', {
  template: 'own',
  templateHash: templateHashOf(templateBody),
});

describe('isOf', () => {
  it.each([
    ['the same template of its own', { templateBody }, true],
    ['another text', { templateBody: `${templateBody} ` }, false],
    ['one of ours', { template: 'gateway' }, false],
  ])('tells %s', (_, chosen, expected) => {
    expect(isOf({ ...place, ...chosen }, own)).toBe(expected);
  });
});
