import { ConfigReader } from '@backstage/config';
import { readSchedule } from './config';

const read = (schedule?: object) =>
  readSchedule(
    new ConfigReader({
      catalog: { providers: { apiManagement: { schedule } } },
    }),
  );

describe('readSchedule', () => {
  it('is every 10 seconds by default', () => {
    expect(read()).toEqual({
      frequency: { seconds: 10 },
      timeout: { minutes: 2 },
      scope: 'local',
    });
  });

  it('takes what is configured, but always runs in every process', () => {
    expect(
      read({
        frequency: { seconds: 1 },
        timeout: { seconds: 30 },
        scope: 'global',
      }),
    ).toMatchObject({
      frequency: { seconds: 1 },
      timeout: { seconds: 30 },
      scope: 'local',
    });
  });
});
