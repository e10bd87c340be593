import Big from 'big.js';
import fc from 'fast-check';
import { adjustments } from './adjust';
import { calendarMonth, DAY_MS } from './period';
import type { PriceComponent, RatedBill } from './Price';
import { findPriceProblems } from './findPriceProblems';
import { rate } from './rate';
import type { PlanSpan } from './Term';

const amount = fc
  .tuple(fc.nat(9_999), fc.nat(999_999))
  .map(([whole, part]) => `${whole}.${String(part).padStart(6, '0')}`);
const percent = fc
  .integer({ min: 1, max: 1_000_000 })
  .map(parts => new Big(parts).div(10_000).toFixed());
const choice = <Value extends string>(...values: Value[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined });
const proration = choice('full', 'daily');
const count = fc.integer({ min: 1, max: 100_000 }).map(String);

const steps = fc
  .tuple(
    fc.uniqueArray(fc.integer({ min: 1, max: 5_000 }), { maxLength: 5 }),
    fc.array(fc.tuple(amount, fc.option(amount, { nil: undefined })), {
      minLength: 6,
      maxLength: 6,
    }),
  )
  .map(([ends, amounts]) =>
    [...ends.sort((a, b) => a - b).map(String), undefined].map(
      (upTo, index) => ({
        ...(upTo && { upTo }),
        amount: amounts[index][0],
        ...(amounts[index][1] && { fee: amounts[index][1] }),
      }),
    ),
  );

const of = <Shape>(shape: Shape) => fc.constant(shape);

/** All kinds but volume, where a call more may cost less by agreement. */
const rising = fc.oneof(
  fc.record({
    type: of('flat' as const),
    amount,
    due: choice('arrears', 'advance'),
    proration,
  }),
  fc.record({ type: of('per-unit' as const), amount }),
  fc.record({ type: of('one-time' as const), amount }),
  fc.record({ type: of('package' as const), amount, size: count }),
  fc.record({ type: of('graduated' as const), steps }),
  fc.record({ type: of('free-units' as const), count, proration }),
  fc.record({
    type: of('trial' as const),
    days: fc.integer({ min: 1, max: 365 }).map(String),
  }),
  fc.record({ type: of('minimum' as const), amount, proration }),
  fc.record({ type: of('percent-discount' as const), percent }),
  fc.record({ type: of('amount-discount' as const), amount }),
  fc.record({ type: of('tax' as const), percent, name: of('VAT') }),
);
const any = fc.oneof(rising, fc.record({ type: of('volume' as const), steps }));

const prices = (component: fc.Arbitrary<PriceComponent>) =>
  fc.record({
    currency: fc.constantFrom('EUR', 'JPY', 'BHD'),
    components: fc
      .array(component, { maxLength: 8 })
      .map(components =>
        components.filter(
          ({ type }, index) =>
            !['trial', 'free-units', 'minimum'].includes(type) ||
            components.findIndex(each => each.type === type) === index,
        ),
      ),
  });

const month = calendarMonth('2026-11');
const instant = fc.integer({
  min: month.start - 40 * DAY_MS,
  max: month.end + 40 * DAY_MS,
});
const span = fc
  .tuple(instant, fc.option(instant, { nil: undefined }))
  .map(
    ([a, b]): PlanSpan =>
      b === undefined || a === b
        ? { since: a }
        : { since: Math.min(a, b), until: Math.max(a, b) },
  );
const term = span.map(each => ({ spans: [each], subscribedAt: each.since }));

const addUp = ({ lines }: Pick<RatedBill, 'lines'>) =>
  lines.reduce((sum, line) => sum.plus(line.amount), new Big(0));

describe('every bill', () => {
  const input = fc.record({
    price: prices(any as fc.Arbitrary<PriceComponent>),
    period: of('2026-11'),
    usage: fc.record({ billableCalls: fc.maxSafeNat() }),
    term,
  });

  it('has lines that add up to its total, each in whole minor units and with an id of its own', () => {
    fc.assert(
      fc.property(input, value => {
        const bill = rate(value);
        expect(addUp(bill).eq(bill.total)).toBe(true);
        expect(bill.total).not.toMatch(/^-0(\.0+)?$|e/);
        expect(new Set(bill.lines.map(({ id }) => id)).size).toBe(
          bill.lines.length,
        );
      }),
    );
  });

  it('is the same when it is rated again, with the same ids', () => {
    fc.assert(
      fc.property(input, value => {
        const copy = JSON.parse(JSON.stringify(value));
        expect(rate(copy)).toEqual(rate(value));
      }),
    );
  });

  it('has quantities times unit amounts for amounts, where no share is charged', () => {
    fc.assert(
      fc.property(input, value => {
        const shared = ['flat'];
        for (const line of rate(value).lines.filter(
          ({ type }) => !shared.includes(type),
        )) {
          const exact = new Big(line.quantity).times(line.unitAmount);
          expect(exact.minus(line.amount).abs().lte('0.5')).toBe(true);
        }
      }),
    );
  });

  it('is of a price in which nothing is found wrong', () => {
    fc.assert(
      fc.property(input, ({ price }) => {
        const wrong = findPriceProblems(price.components).filter(
          ({ code }) => code !== 'once',
        );
        expect(wrong).toEqual([]);
      }),
    );
  });
});

it('costs no less with a call more', () => {
  fc.assert(
    fc.property(
      prices(rising as fc.Arbitrary<PriceComponent>),
      term,
      fc.nat(10_000),
      fc.nat(10_000),
      (price, when, few, more) => {
        const total = (billableCalls: number) =>
          new Big(
            rate({
              price,
              period: '2026-11',
              usage: { billableCalls },
              term: when,
            }).total,
          );
        expect(total(few + more).gte(total(few))).toBe(true);
      },
    ),
  );
});

describe('the parts of a month', () => {
  const feeOf = (spans: PlanSpan[], value: string, due?: 'advance') =>
    new Big(
      rate({
        price: {
          currency: 'EUR',
          components: [
            { type: 'flat', amount: value, due, proration: 'daily' },
          ],
        },
        period: '2026-11',
        usage: { billableCalls: 0 },
        term: { spans, subscribedAt: 0 },
      }).total,
    );

  it('cost together what the month costs, wherever plans of the same fee take over', () => {
    const cuts = fc.array(
      fc.integer({ min: month.start, max: month.end - 1 }),
      {
        minLength: 1,
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(cuts, amount, (times, value) => {
        const ends = [...times.sort((a, b) => a - b), undefined];
        const parts = ends.map((until, index) => ({
          since: index === 0 ? 0 : ends[index - 1]!,
          ...(until !== undefined && { until, followed: true }),
        }));
        const together = parts.reduce(
          (sum, part) => sum.plus(feeOf([part], value)),
          new Big(0),
        );
        expect(together.toFixed(2)).toBe(
          feeOf([{ since: 0 }], value).toFixed(2),
        );
        expect(feeOf(parts, value).toFixed(2)).toBe(together.toFixed(2));
      }),
    );
  });
});

it('charges in advance what it would charge afterwards, in the end', () => {
  const months = ['2026-09', '2026-10', '2026-11', '2026-12', '2027-01'];
  const ended = fc
    .tuple(instant, instant)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => ({ since: Math.min(a, b), until: Math.max(a, b) }));
  fc.assert(
    fc.property(ended, amount, (had, value) => {
      const billed = months.filter(period => {
        const { start, end } = calendarMonth(period);
        return had.since < end && had.until > start;
      });
      const total = (due: 'advance' | 'arrears') =>
        billed.reduce(
          (sum, period) =>
            sum.plus(
              rate({
                price: {
                  currency: 'EUR',
                  components: [
                    { type: 'flat', amount: value, due, proration: 'daily' },
                  ],
                },
                period,
                usage: { billableCalls: 0 },
                term: { spans: [had], subscribedAt: had.since },
              }).total,
            ),
          new Big(0),
        );
      expect(total('advance').toFixed(2)).toBe(total('arrears').toFixed(2));
    }),
  );
});

it('adjusts a bill to exactly what is rated later', () => {
  fc.assert(
    fc.property(
      prices(any as fc.Arbitrary<PriceComponent>),
      term,
      fc.nat(10_000),
      fc.nat(10_000),
      (price, when, before, after) => {
        const of2 = (billableCalls: number) =>
          rate({
            price,
            period: '2026-11',
            usage: { billableCalls },
            term: when,
          });
        const changes = adjustments(of2(before), of2(after), price.currency);
        const sum = changes.reduce(
          (left, each) => left.plus(each.amount),
          new Big(of2(before).total),
        );
        expect(sum.eq(of2(after).total)).toBe(true);
        expect(changes.every(each => !new Big(each.amount).eq(0))).toBe(true);
      },
    ),
  );
});
