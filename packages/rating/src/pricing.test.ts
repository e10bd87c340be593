import { rate } from './rate';
import type { PriceComponent, RatedBill } from './Price';
import type { Term } from './Term';

const at = (day: string) => Date.parse(`${day}T10:00:00Z`);

const term = (
  since: string,
  until?: string,
  more: Partial<Term['spans'][number]> = {},
): Term => ({
  spans: [{ since: at(since), ...(until && { until: at(until) }), ...more }],
  subscribedAt: at(since),
});

const print = ({ lines, total }: RatedBill) => [
  ...lines.map(
    ({ description, quantity, unitAmount, amount }) =>
      `${description}: ${quantity} x ${unitAmount} = ${amount}`,
  ),
  total,
];

type Case = {
  rule: string;
  components: PriceComponent[];
  calls?: number;
  trialCalls?: number;
  term?: Term;
  lines: string[];
  currency?: string;
};

const fee = (amount: string, more: object = {}): PriceComponent => ({
  type: 'flat',
  amount,
  ...more,
});
const daily = { proration: 'daily' } as const;
const call = (amount: string): PriceComponent => ({ type: 'per-unit', amount });
const steps = [{ upTo: '250', amount: '0.10' }, { amount: '0.05' }];

const cases: Case[] = [
  {
    rule: 'an amount once is charged in the month in which the plan begins',
    components: [{ type: 'one-time', amount: '99' }],
    term: term('2026-11-30'),
    lines: ['Set-up fee, 2026-11: 1 x 99 = 99.00', '99.00'],
  },
  {
    rule: 'an amount once is charged in no later month',
    components: [{ type: 'one-time', amount: '99' }],
    term: term('2026-10-31'),
    lines: ['0.00'],
  },
  {
    rule: 'a begun package is charged in full',
    components: [{ type: 'package', amount: '5', size: '1000' }],
    calls: 1_001,
    lines: ['Packages of 1000 calls, 2026-11: 2 x 5 = 10.00', '10.00'],
  },
  {
    rule: 'a full package begins no other',
    components: [{ type: 'package', amount: '5', size: '3' }],
    calls: 9_007_199_254_740_990,
    lines: [
      'Packages of 3 calls, 2026-11: 3002399751580330 x 5 = 15011998757901650.00',
      '15011998757901650.00',
    ],
  },
  {
    rule: 'graduated: the last call of a step has the amount of the step',
    components: [{ type: 'graduated', steps }],
    calls: 250,
    lines: [
      'Billable calls, calls 1 to 250, 2026-11: 250 x 0.1 = 25.00',
      '25.00',
    ],
  },
  {
    rule: 'graduated: the next call is the first of the next step',
    components: [{ type: 'graduated', steps }],
    calls: 251,
    lines: [
      'Billable calls, calls 1 to 250, 2026-11: 250 x 0.1 = 25.00',
      'Billable calls, calls from 251 on, 2026-11: 1 x 0.05 = 0.05',
      '25.05',
    ],
  },
  {
    rule: 'volume: up to the edge, all calls have the amount of the first step',
    components: [{ type: 'volume', steps }],
    calls: 250,
    lines: ['Billable calls, 2026-11: 250 x 0.1 = 25.00', '25.00'],
  },
  {
    rule: 'volume: a call over the edge gives all calls the next amount',
    components: [{ type: 'volume', steps }],
    calls: 251,
    lines: ['Billable calls, 2026-11: 251 x 0.05 = 12.55', '12.55'],
  },
  {
    rule: 'steps leave a line of zero when nothing was called',
    components: [{ type: 'graduated', steps }],
    lines: ['Billable calls, calls 1 to 250, 2026-11: 0 x 0.1 = 0.00', '0.00'],
  },
  {
    rule: 'the fee of a step is due with its first call',
    components: [
      {
        type: 'graduated',
        steps: [
          { upTo: '10', amount: '0', fee: '1' },
          { amount: '0.5', fee: '2' },
        ],
      },
    ],
    calls: 11,
    lines: [
      'Billable calls, calls 1 to 10, 2026-11: 10 x 0 = 0.00',
      'Fee for calls 1 to 10, 2026-11: 1 x 1 = 1.00',
      'Billable calls, calls from 11 on, 2026-11: 1 x 0.5 = 0.50',
      'Fee for calls from 11 on, 2026-11: 1 x 2 = 2.00',
      '3.50',
    ],
  },
  {
    rule: 'free calls are not charged, and shown',
    components: [call('0.01'), { type: 'free-units', count: '1000' }],
    calls: 1_200,
    lines: [
      'Free calls, 2026-11: 1000 x 0 = 0.00',
      'Billable calls, 2026-11: 200 x 0.01 = 2.00',
      '2.00',
    ],
  },
  {
    rule: 'no more calls are free than were made',
    components: [call('0.01'), { type: 'free-units', count: '1000' }],
    calls: 20,
    lines: [
      'Free calls, 2026-11: 20 x 0 = 0.00',
      'Billable calls, 2026-11: 0 x 0.01 = 0.00',
      '0.00',
    ],
  },
  {
    rule: 'free calls come by the day when the plan says so',
    components: [
      call('1'),
      { type: 'free-units', count: '100', proration: 'daily' },
    ],
    calls: 60,
    term: term('2026-11-16'),
    lines: [
      'Free calls, 2026-11: 50 x 0 = 0.00',
      'Billable calls, 2026-11: 10 x 1 = 10.00',
      '10.00',
    ],
  },
  {
    rule: 'the minimum fills up what the month comes to',
    components: [fee('5'), call('0.01'), { type: 'minimum', amount: '20' }],
    calls: 100,
    lines: [
      'Monthly fee, 2026-11: 1 x 5 = 5.00',
      'Billable calls, 2026-11: 100 x 0.01 = 1.00',
      'Up to the minimum, 2026-11: 1 x 14 = 14.00',
      '20.00',
    ],
  },
  {
    rule: 'the minimum is silent when it is reached',
    components: [fee('20'), { type: 'minimum', amount: '20' }],
    lines: ['Monthly fee, 2026-11: 1 x 20 = 20.00', '20.00'],
  },
  {
    rule: 'a set-up fee does not help to reach the minimum',
    components: [
      { type: 'one-time', amount: '99' },
      { type: 'minimum', amount: '20', ...daily },
    ],
    term: term('2026-11-16'),
    lines: [
      'Set-up fee, 2026-11: 1 x 99 = 99.00',
      'Up to the minimum, 2026-11: 1 x 10 = 10.00',
      '109.00',
    ],
  },
  {
    rule: 'minimum, then discounts, then taxes, however they are listed',
    components: [
      { type: 'tax', percent: '19', name: 'VAT' },
      { type: 'percent-discount', percent: '10' },
      { type: 'amount-discount', amount: '2' },
      { type: 'minimum', amount: '20' },
      fee('5'),
    ],
    lines: [
      'Monthly fee, 2026-11: 1 x 5 = 5.00',
      'Up to the minimum, 2026-11: 1 x 15 = 15.00',
      'Discount of 10 %, 2026-11: 0.1 x -20 = -2.00',
      'Discount, 2026-11: 1 x -2 = -2.00',
      'VAT, 19 %: 0.19 x 16 = 3.04',
      '19.04',
    ],
  },
  {
    rule: 'a discount is never more than there is to pay',
    components: [fee('1'), { type: 'amount-discount', amount: '5' }],
    lines: [
      'Monthly fee, 2026-11: 1 x 1 = 1.00',
      'Discount, 2026-11: 1 x -1 = -1.00',
      '0.00',
    ],
  },
  {
    rule: 'no tax is due on another',
    components: [
      fee('100'),
      { type: 'tax', percent: '5', name: 'GST' },
      { type: 'tax', percent: '10', name: 'PST' },
    ],
    lines: [
      'Monthly fee, 2026-11: 1 x 100 = 100.00',
      'GST, 5 %: 0.05 x 100 = 5.00',
      'PST, 10 %: 0.1 x 100 = 10.00',
      '115.00',
    ],
  },
  {
    rule: 'a price of before charges in full, whenever the plan was had',
    components: [fee('30')],
    term: term('2026-11-29', '2026-11-30'),
    lines: ['Monthly fee, 2026-11: 1 x 30 = 30.00', '30.00'],
  },
  {
    rule: 'by the day: the day of the begin counts in full',
    components: [fee('30', daily)],
    term: term('2026-11-21'),
    lines: ['Monthly fee, 2026-11: 1 x 30 = 10.00', '10.00'],
  },
  {
    rule: 'by the day: the day of the end counts in full',
    components: [fee('30', daily)],
    term: term('2026-10-05', '2026-11-10'),
    lines: ['Monthly fee, 2026-11: 1 x 30 = 10.00', '10.00'],
  },
  {
    rule: 'by the day: the day of a change belongs to the plan that follows',
    components: [fee('30', daily)],
    term: term('2026-10-05', '2026-11-10', { followed: true }),
    lines: ['Monthly fee, 2026-11: 1 x 30 = 9.00', '9.00'],
  },
  {
    rule: 'by the day: a plan that was had twice charges both times',
    components: [fee('30', daily)],
    term: {
      spans: [
        { since: at('2026-10-05'), until: at('2026-11-11'), followed: true },
        { since: at('2026-11-21') },
      ],
      subscribedAt: at('2026-10-05'),
    },
    lines: ['Monthly fee, 2026-11: 1 x 30 = 20.00', '20.00'],
  },
  {
    rule: 'in advance: the first bill has its own month and the next one',
    components: [fee('31', { due: 'advance', ...daily })],
    term: term('2026-11-16'),
    lines: [
      'Monthly fee, 2026-11: 1 x 31 = 15.50',
      'Monthly fee, 2026-12: 1 x 31 = 31.00',
      '46.50',
    ],
  },
  {
    rule: 'in advance: a later bill has the next month only',
    components: [fee('31', { due: 'advance' })],
    term: term('2026-10-16'),
    lines: ['Monthly fee, 2026-12: 1 x 31 = 31.00', '31.00'],
  },
  {
    rule: 'in advance: days after the end are given back when it goes by the day',
    components: [fee('30', { due: 'advance', ...daily })],
    term: term('2026-10-16', '2026-11-10'),
    lines: ['Monthly fee not used, 2026-11: -1 x 30 = -20.00', '-20.00'],
  },
  {
    rule: 'in advance: nothing is given back when it does not',
    components: [fee('30', { due: 'advance' })],
    term: term('2026-10-16', '2026-11-10'),
    lines: ['0.00'],
  },
  {
    rule: 'a trial frees its calls and the fee until its end',
    components: [
      fee('30'),
      call('0.01'),
      { type: 'free-units', count: '10' },
      { type: 'trial', days: '14' },
    ],
    // Until the end of the 20th.
    term: term('2026-11-06'),
    calls: 600,
    trialCalls: 500,
    lines: [
      'Calls in the trial, 2026-11: 500 x 0 = 0.00',
      'Free calls, 2026-11: 3 x 0 = 0.00',
      'Monthly fee, 2026-11: 1 x 30 = 10.00',
      'Billable calls, 2026-11: 97 x 0.01 = 0.97',
      '10.97',
    ],
  },
  {
    rule: 'a month within the trial is free',
    components: [
      fee('30'),
      call('0.01'),
      { type: 'minimum', amount: '5' },
      { type: 'trial', days: '60' },
    ],
    term: term('2026-10-20'),
    calls: 500,
    trialCalls: 500,
    lines: [
      'Calls in the trial, 2026-11: 500 x 0 = 0.00',
      'Monthly fee, 2026-11: 1 x 30 = 0.00',
      'Billable calls, 2026-11: 0 x 0.01 = 0.00',
      '0.00',
    ],
  },
  {
    rule: 'a yen is not parted',
    currency: 'JPY',
    components: [fee('1000', daily)],
    term: term('2026-11-30'),
    lines: ['Monthly fee, 2026-11: 1 x 1000 = 33', '33'],
  },
];

describe('rate', () => {
  it.each(cases)('$rule', each => {
    const { components, calls = 0, trialCalls, currency = 'EUR' } = each;
    const bill = rate({
      price: { currency, components },
      period: '2026-11',
      usage: { billableCalls: calls, trialCalls },
      term: each.term,
    });
    expect(print(bill)).toEqual(each.lines);
  });

  it('says how each amount came about, and for which time', () => {
    const { lines } = rate({
      price: {
        currency: 'EUR',
        components: [
          fee('30', daily),
          { type: 'free-units', count: '100' },
          { type: 'graduated', steps },
          { type: 'volume', steps },
          { type: 'package', amount: '5', size: '1000' },
          { type: 'minimum', amount: '100' },
          { type: 'percent-discount', percent: '7.5' },
          { type: 'tax', percent: '19', name: 'VAT' },
        ],
      },
      period: '2026-11',
      usage: { billableCalls: 400 },
      term: term('2026-11-21'),
    });
    expect(lines.map(({ id, rule }) => `${id}: ${rule}`)).toEqual([
      '1/free-units: The first 100 calls of the month are free',
      '0/flat: EUR 30 per month, 10 of 30 days',
      '2/graduated/step-0: 400 calls counted, 100 of them free, 300 left; calls 1 to 250: 250 × EUR 0.1',
      '2/graduated/step-1: 400 calls counted, 100 of them free, 300 left; calls from 251 on: 50 × EUR 0.05',
      '3/volume: 400 calls counted, 100 of them free, 300 left; all × EUR 0.05, as their number is in the step of calls from 251 on',
      '4/package: 400 calls counted, 100 of them free, 300 left; each begun package of 1000 calls × EUR 5',
      '5/minimum: At least EUR 100 per month; the lines of the month come to EUR 57.5',
      '6/percent-discount: 7.5 % of EUR 100',
      '7/tax: 19 % of EUR 92.5',
    ]);
    expect(lines[1].period).toEqual({
      start: '2026-11-21T00:00:00.000Z',
      end: '2026-12-01T00:00:00.000Z',
    });
    expect(lines[2].period).toEqual({
      start: '2026-11-01T00:00:00.000Z',
      end: '2026-12-01T00:00:00.000Z',
    });
  });
});
