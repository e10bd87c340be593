import { quotaPeriod, type QuotaPeriod } from './quotaPeriod';

const cases: [QuotaPeriod, string, string, string][] = [
  ['day', '2026-11-23T23:59:59.999Z', '2026-11-23', '2026-11-24'],
  ['day', '2026-11-24T00:00:00.000Z', '2026-11-24', '2026-11-25'],
  ['week', '2026-11-23T00:00:00.000Z', '2026-11-23', '2026-11-30'],
  ['week', '2026-11-22T23:59:59.999Z', '2026-11-16', '2026-11-23'],
  ['week', '2027-01-01T12:00:00.000Z', '2026-12-28', '2027-01-04'],
  ['month', '2028-02-29T12:00:00.000Z', '2028-02-01', '2028-03-01'],
  ['month', '2026-12-31T23:59:59.999Z', '2026-12-01', '2027-01-01'],
];

describe('quotaPeriod', () => {
  it.each(cases)('the %s of %s is %s to %s', (period, at, start, end) => {
    expect(quotaPeriod(period, Date.parse(at))).toEqual({
      start: Date.parse(start),
      end: Date.parse(end),
    });
  });
});
