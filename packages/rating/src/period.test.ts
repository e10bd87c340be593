import { calendarMonth, calendarMonthOf } from './period';

describe('calendarMonth', () => {
  it.each([
    ['2026-11', '2026-11-01T00:00:00.000Z', '2026-12-01T00:00:00.000Z'],
    ['2026-12', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['2028-02', '2028-02-01T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
    ['0099-01', '0099-01-01T00:00:00.000Z', '0099-02-01T00:00:00.000Z'],
  ])('%s lasts from %s until before %s', (month, start, end) => {
    const period = calendarMonth(month);
    expect(new Date(period.start).toISOString()).toBe(start);
    expect(new Date(period.end).toISOString()).toBe(end);
  });

  it.each(['2026-00', '2026-13', '2026-1', '26-11', '2026-11-01', ''])(
    'refuses "%s"',
    month => {
      expect(() => calendarMonth(month)).toThrow('a month like "2026-11"');
    },
  );

  it.each([
    [Date.UTC(2026, 10, 1), '2026-11'],
    [Date.UTC(2026, 11, 1) - 1, '2026-11'],
    [Date.UTC(2026, 11, 1), '2026-12'],
  ])('the instant %d lies in %s', (instant, month) => {
    expect(calendarMonthOf(instant)).toBe(month);
  });
});
