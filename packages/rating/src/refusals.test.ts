import { minorUnits } from './currency';
import { calendarMonth } from './period';
import type { Price } from './Price';
import { rate } from './rate';

const price: Price = {
  currency: 'EUR',
  components: [{ type: 'flat', amount: '1' }],
};
const priced = (...components: object[]) => ({ ...price, components });
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
    'price.components.0.type must be one of flat, per-unit, one-time, package, graduated, volume, free-units, trial, minimum, percent-discount, amount-discount, tax, but is "x"',
  ],
  [
    rated({ usage: { billableCalls: 1, trialCalls: 2 } }),
    'usage.trialCalls must be at most the 1 billable calls, but is 2',
  ],
  [
    rated({ price: priced({ type: 'flat', amount: '1', due: 'toString' }) }),
    'price.components.0.due must be one of arrears, advance, but is "toString"',
  ],
  [
    rated({ price: priced({ type: 'flat', amount: 1 }) }),
    'price.components.0.amount must be a text, but is 1',
  ],
  [
    rated({ price: priced({ type: 'volume' }) }),
    'price.components.0.steps must be a list, but is undefined',
  ],
  [
    rated({ price: priced({ type: 'volume', steps: [null] }) }),
    'price.components.0.steps must be a list, but is [null]',
  ],
  [
    rated({
      price: priced({
        type: 'volume',
        steps: [{ upTo: '5', amount: '1' }],
      }),
    }),
    'price.components.0.steps.0.upTo must be absent in the last step, but is "5"',
  ],
  [
    rated({
      price: priced(
        { type: 'flat', amount: '1' },
        {
          type: 'graduated',
          steps: [
            { upTo: '5', amount: '1' },
            { upTo: '5', amount: '1' },
            { amount: '1' },
          ],
        },
      ),
    }),
    'price.components.1.steps.1.upTo must be more than 5, but is "5"',
  ],
  [
    rated({ price: priced({ type: 'tax', percent: '0', name: 'VAT' }) }),
    'price.components.0.percent must be a percentage, but is "0"',
  ],
])('says what would be right: %#', (work, message) => {
  expect(work).toThrow(
    expect.objectContaining({ name: 'RatingInputError', message }),
  );
});
