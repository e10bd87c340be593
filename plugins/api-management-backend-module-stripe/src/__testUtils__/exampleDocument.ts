import type { BillingDocument } from '@oaf/backstage-plugin-api-management-node';

type Line = BillingDocument['lines'][number];

const lineOf = (key: number, line: Partial<Line>): Line => ({
  key,
  kind: 'charge',
  billId: `bill-${key}`,
  application: 'App',
  product: 'Accounts',
  plan: 'Gold',
  description: 'Monthly fee',
  quantity: '1',
  unitAmount: line.amount ?? '0',
  amount: '20.00',
  rule: 'For a month',
  interval: {
    start: '2026-03-01T00:00:00.000Z',
    end: '2026-04-01T00:00:00.000Z',
  },
  ...line,
});

/** Of March, to team B: a fee, calls, and something that is made up for. */
export const exampleInvoice = (
  more: Partial<BillingDocument> = {},
): BillingDocument => ({
  kind: 'invoice',
  id: '0b5c7a52-0d9c-4c26-9b1e-1f6d3a9f2f10',
  number: '2026-000017',
  issuer: 'group:default/team-a',
  customer: 'group:default/team-b',
  period: '2026-03',
  timeZone: 'UTC',
  currency: 'EUR',
  total: '20.04',
  issuedAt: '2026-04-04T00:00:00.000Z',
  lines: [
    lineOf(0, {}),
    lineOf(1, { description: 'Calls', quantity: '7', amount: '0.07' }),
    lineOf(2, { description: 'Adjustment: Calls', amount: '-0.03' }),
  ],
  ...more,
});

/** Gives the fee of it back. */
export const exampleCreditNote = (
  more: Partial<BillingDocument> = {},
): BillingDocument => ({
  ...exampleInvoice(),
  kind: 'credit-note',
  id: '6a3bd6f2-98a7-4f64-a2a7-0c0d4d1e9a11',
  number: '2026-000018',
  total: '-20.00',
  reason: 'Wrong price',
  credits: {
    id: exampleInvoice().id,
    number: exampleInvoice().number,
    reference: 'in_1',
  },
  lines: [lineOf(0, { kind: 'credit', amount: '-20.00' })],
  ...more,
});
