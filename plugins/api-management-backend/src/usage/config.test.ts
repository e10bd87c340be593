import { ConfigReader } from '@backstage/config';
import { readUsageConfig } from './config';

const DAY = 86_400_000;
const read = (usage?: object) =>
  readUsageConfig(
    new ConfigReader({ apiManagement: usage ? { usage } : {} } as any),
  );

it('keeps usage, logs and bills for a stated time without being told', () => {
  expect(read()).toEqual({
    graceMs: DAY / 24,
    retention: {
      logMs: 100 * DAY,
      callsMs: 35 * DAY,
      hoursMs: 100 * DAY,
      daysMs: 800 * DAY,
      billsMs: 3650 * DAY,
    },
  });
});

it('takes durations', () => {
  expect(
    read({
      grace: '10m',
      retention: {
        log: '40 days',
        hours: { days: 80 },
        days: '1y',
        bills: '2y',
      },
    }),
  ).toEqual({
    graceMs: 600_000,
    retention: {
      logMs: 40 * DAY,
      callsMs: 40 * DAY,
      hoursMs: 80 * DAY,
      daysMs: 365 * DAY,
      billsMs: 730 * DAY,
    },
  });
});

it.each([
  [{ log: '31 days' }, /retention\.log must be 32 days or more/],
  [{ hours: '69 days' }, /retention\.hours must be 70 days or more/],
  [{ days: '99 days' }, /retention\.days must not be less than/],
  [{ calls: '101 days' }, /retention\.calls must not be more than/],
  [{ log: '40 days', calls: '41 days' }, /retention\.calls must not be/],
  [{ bills: '799 days' }, /retention\.bills must not be less than/],
  [{ hours: 'soon' }, /usage\.retention\.hours/],
])('refuses %j', (retention, message) => {
  expect(() => read({ retention })).toThrow(message);
});
