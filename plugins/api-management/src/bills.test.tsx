import type {
  Bill,
  BillPage,
} from '@oaf/backstage-plugin-api-management-common';
import { screen } from '@testing-library/react';
import { CostsPage } from './consumer/pages/CostsPage';
import { BillingPage } from './provider/billing/BillingPage';
import { renderPage } from './shared/__testUtils__/renderPage';
import { BillLines, currentPeriod } from './shared/billing';

const bill: Bill = {
  id: 's-1/2026-03',
  state: 'closed',
  period: '2026-03',
  currency: 'EUR',
  total: '20.03',
  lines: [
    {
      type: 'per-unit',
      description: 'Billable calls, 2026-03',
      quantity: '3',
      unitAmount: '0.01',
      amount: '0.03',
    },
  ],
  subscriptionId: 's-1',
  application: { id: 'a-1', title: 'Quotes', owner: 'group:default/team-b' },
  product: {
    id: 'p-1',
    title: 'Accounts',
    owner: 'group:default/team-a',
    state: 'published',
  },
  planTitle: 'Business',
};

describe('BillLines', () => {
  it.each([
    [
      'calls that came too late',
      { lateCalls: 5 },
      '5 billable calls arrived after this bill was closed, and are not in it.',
    ],
    [
      'one call that came too late',
      { lateCalls: 1 },
      '1 billable call arrived after this bill was closed, and is not in it.',
    ],
    [
      'that the month is over and not closed',
      { state: 'closing' },
      'The month is over, and calls in it may still be counted.',
    ],
    [
      'why there is no amount',
      { problem: 'The plan is missing', lines: [], currency: 'XXX' },
      'The plan is missing',
    ],
  ] as Array<[string, Partial<Bill>, string]>)(
    'tell %s',
    async (_, fields, text) => {
      renderPage(<BillLines bill={{ ...bill, ...fields }} />, { client: {} });
      expect(await screen.findByText(text)).toBeVisible();
    },
  );
});

describe.each([
  ['provider', <BillingPage key="provider" />],
  ['consumer', <CostsPage key="consumer" />],
])('the bills of the %s', (_, page) => {
  const render = (at: string) => {
    const listBills = jest.fn(
      async (): Promise<BillPage> => ({
        items: [bill],
        totalItems: 1,
        totals: [
          { currency: 'EUR', amount: '20.03' },
          { currency: 'JPY', amount: '100' },
        ],
      }),
    );
    const getUsage = jest.fn(() => new Promise(() => {}));
    renderPage(page, { client: { listBills, getUsage }, at });
    return listBills;
  };

  it('come with the total of all pages, per currency', async () => {
    render('/?period=2026-03');
    expect(await screen.findByText('EUR 20.03 · JPY 100.00')).toBeVisible();
  });

  it.each([
    ['2026-03', '2026-03'],
    ['nonsense', currentPeriod()],
    ['2026-13', currentPeriod()],
  ])('are those of the month %s in the address: %s', async (given, asked) => {
    const listBills = render(`/?period=${given}`);
    await screen.findByText('EUR 20.03 · JPY 100.00');
    expect(listBills).toHaveBeenCalledWith({
      query: expect.objectContaining({ period: asked }),
    });
  });
});
