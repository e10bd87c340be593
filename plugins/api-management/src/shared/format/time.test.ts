import { formatPeriod, spellPeriod } from './periods';
import { formatRelative } from './time';

beforeEach(() => {
  jest.useFakeTimers({ now: new Date('2026-03-14T12:00:00Z') });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('formatRelative', () => {
  it.each([
    ['2026-03-14T11:59:55Z', 'just now'],
    ['2026-03-14T11:57:00Z', '3 minutes ago'],
    ['2026-03-12T13:00:00Z', '1 day ago'],
    ['2026-03-17T11:59:58Z', 'in 3 days'],
    ['2026-03-15T11:59:58Z', 'in 24 hours'],
  ])('says how far %s is away', (at, words) => {
    expect(formatRelative(at)).toBe(words);
  });
});

describe('formatPeriod', () => {
  it('names the month', () => {
    expect(formatPeriod('2026-11')).toBe('November 2026');
  });

  it('names it within a text', () => {
    expect(spellPeriod('Monthly fee, 2026-11', '2026-11')).toBe(
      'Monthly fee, November 2026',
    );
  });
});
