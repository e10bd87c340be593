import { minorUnits } from './currency';
import { calendarMonth } from './period';
import type { Price } from './Price';
import { rate } from './rate';

const price: Price = {
  currency: 'EUR',
  components: [{ type: 'flat', amount: '1' }],
};
const rated = (change: object) => () =>
  rate({
    price,
    period: '2026-11',
    usage: { billableCalls: 0 },
    ...change,
  });

it.each([
  [
    () => minorUnits('EURO'),
    'currency must be an ISO 4217 code, but is "EURO"',
  ],
  [
    () => minorUnits('xEUR'),
    'currency must be an ISO 4217 code, but is "xEUR"',
  ],
  [
    () => minorUnits('EURx'),
    'currency must be an ISO 4217 code, but is "EURx"',
  ],
  [() => minorUnits('eur'), 'currency must be an ISO 4217 code, but is "eur"'],
  [
    () => calendarMonth('12026-11'),
    'period must be a month like "2026-11", but is "12026-11"',
  ],
  [
    () => calendarMonth('2026-111'),
    'period must be a month like "2026-11", but is "2026-111"',
  ],
  [
    rated({ usage: { billableCalls: -1 } }),
    'usage.billableCalls must be a whole number of at least 0, but is -1',
  ],
  [
    rated({ price: { ...price, components: [{ type: 'x', amount: '1' }] } }),
    'price.components.0.type must be one of flat, per-unit, but is "x"',
  ],
])('says what would be right: %#', (work, message) => {
  expect(work).toThrow(
    expect.objectContaining({ name: 'RatingInputError', message }),
  );
});
