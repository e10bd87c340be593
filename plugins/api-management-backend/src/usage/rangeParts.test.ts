import { rangeParts } from './rangeParts';

const at = (text: string) => Date.parse(`2026-${text}:00Z`);

const parts = (from: string, to: string, largest: 'hour' | 'day' | 'month') =>
  rangeParts({ from: at(from), to: at(to) }, largest).map(part =>
    [
      part.period,
      new Date(part.from).toISOString().slice(5, 16),
      new Date(part.to).toISOString().slice(5, 16),
    ].join(' '),
  );

describe('rangeParts', () => {
  it.each([
    ['hour', '03-09T10:00', '03-12T10:00', ['hour 03-09T10:00 03-12T10:00']],
    ['day', '03-09T00:00', '03-12T00:00', ['day 03-09T00:00 03-12T00:00']],
    ['day', '03-09T01:00', '03-09T23:30', ['hour 03-09T01:00 03-09T23:30']],
    [
      'day',
      '03-09T10:00',
      '03-12T10:30',
      [
        'hour 03-09T10:00 03-10T00:00',
        'day 03-10T00:00 03-12T00:00',
        'hour 03-12T00:00 03-12T10:30',
      ],
    ],
    [
      'month',
      '01-30T22:00',
      '04-02T01:00',
      [
        'hour 01-30T22:00 01-31T00:00',
        'day 01-31T00:00 02-01T00:00',
        'month 02-01T00:00 04-01T00:00',
        'day 04-01T00:00 04-02T00:00',
        'hour 04-02T00:00 04-02T01:00',
      ],
    ],
    ['month', '02-01T00:00', '03-01T00:00', ['month 02-01T00:00 03-01T00:00']],
    ['month', '02-01T00:00', '02-01T00:00', []],
  ] as const)('by the %s from %s to %s', (largest, from, to, expected) => {
    expect(parts(from, to, largest)).toEqual(expected);
  });
});
