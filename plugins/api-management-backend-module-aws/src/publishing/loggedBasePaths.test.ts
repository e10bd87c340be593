import { loggedBasePaths } from './loggedBasePaths';

it('has the stage in front at API Gateway’s own address, and nothing at other domains', () => {
  expect(loggedBasePaths({ stage: 'prod' })).toEqual(['/prod', '']);
});
