import type { PriceComponent } from '@oaf/rating';
import { forecastBill } from './forecast';

const at = (text: string) => Date.parse(`${text}Z`);
const NOW = at('2026-11-11T00:00');

type Given = {
  components?: PriceComponent[];
  since?: string;
  until?: string;
  billableCalls?: number;
  trialCalls?: number;
};

/** In November, of which ten of thirty days are over. */
function forecast({
  components = [
    { type: 'flat', amount: '20' },
    { type: 'per-unit', amount: '0.01' },
  ],
  since = '2026-01-01T00:00',
  until,
  billableCalls = 1_000,
  trialCalls = 0,
}: Given = {}) {
  const price = { currency: 'EUR', components };
  const span = { since: at(since), until: until ? at(until) : undefined };
  const term = { spans: [span], subscribedAt: at(since) };
  const accrual = { price, billableCalls, trialCalls, term };
  return forecastBill(accrual, '2026-11', NOW);
}

it('takes calls to go on as they came, and rates them as the bill is rated', () => {
  expect(forecast()).toEqual({
    total: '50.00',
    billableCalls: 3_000,
    from: '2026-11-01T00:00:00.000Z',
    asOf: '2026-11-11T00:00:00.000Z',
  });
});

it.each<[string, Given, string, number]>([
  ['no calls', { billableCalls: 0 }, '20.00', 0],
  [
    'a price per tier, of which the dearer is reached later',
    {
      components: [
        {
          type: 'graduated',
          steps: [{ upTo: '2000', amount: '0.01' }, { amount: '0.10' }],
        },
      ],
    },
    '120.00',
    3_000,
  ],
  [
    'a subscription that began within the month',
    { since: '2026-11-06T00:00' },
    '70.00',
    5_000,
  ],
  [
    'one that has ended: nothing more comes',
    { until: '2026-11-08T12:00' },
    '30.00',
    1_000,
  ],
  [
    'a trial that goes on for ten days more',
    {
      components: [
        { type: 'trial', days: '20' },
        { type: 'per-unit', amount: '0.01' },
      ],
      since: '2026-11-01T00:00',
      trialCalls: 1_000,
    },
    '10.00',
    3_000,
  ],
  [
    'a trial that is over',
    {
      components: [
        { type: 'trial', days: '5' },
        { type: 'per-unit', amount: '0.01' },
      ],
      since: '2026-11-01T00:00',
      trialCalls: 400,
    },
    '26.00',
    3_000,
  ],
])('knows %s', (_, given, total, billableCalls) => {
  expect(forecast(given)).toMatchObject({ total, billableCalls });
});

it('makes none of less than a day, nor of a price that is lost', () => {
  expect(forecast({ since: '2026-11-10T00:01' })).toBeUndefined();
  expect(forecast({ since: '2026-11-10T00:00' })).toBeDefined();
  const term = { spans: [{ since: 0 }], subscribedAt: 0 };
  const lost = { price: null, billableCalls: 1, trialCalls: 0, term };
  expect(forecastBill(lost, '2026-11', NOW)).toBeUndefined();
});
