import type { Quota } from '@oaf/backstage-plugin-api-management-common';
import { screen } from '@testing-library/react';
import { renderPage } from '../../shared/__testUtils__/renderPage';
import { QuotaMeter } from './QuotaMeter';

beforeEach(() => {
  jest.useFakeTimers({
    now: new Date('2026-03-11T21:20:00Z'),
    advanceTimers: true,
  });
});
afterEach(() => {
  jest.useRealTimers();
});

const render = (
  quota: Quota,
  billableCalls: number,
  uncounted: string[] = [],
) =>
  renderPage(
    <QuotaMeter applicationId="app-1" productId="product-1" quota={quota} />,
    {
      client: {
        getUsage: jest.fn(async () => ({
          totals: { billableCalls },
          uncounted,
        })),
      },
    },
  );

describe('QuotaMeter', () => {
  it.each([
    ['day', 'in 3 hours', '12 March 2026 at 00:00 UTC'],
    // Weeks begin on Monday, as the gateway counts them.
    ['week', 'in 4 days', '16 March 2026 at 00:00 UTC'],
    ['month', 'in 20 days', '1 April 2026 at 00:00 UTC'],
  ] as const)(
    'says when a quota per %s begins anew',
    async (period, ...words) => {
      render({ limit: 1000, period }, 400);
      const reset = await screen.findByText(/Begins anew/);
      words.forEach(text => expect(reset).toHaveTextContent(text));
      expect(screen.getByText(`600 left this ${period}`)).toBeInTheDocument();
      expect(
        screen.queryByText(/quota of this .* is used up/),
      ).not.toBeInTheDocument();
    },
  );

  it.each([
    ['day', 900, /used up on 11 March 2026 at 23:4\d UTC/],
    ['day', 400, /this day so far it lasts until it begins anew/],
    ['month', 501, /used up on 22 March 2026 at 17:\d\d UTC/],
  ] as const)(
    'says when a quota per %s of which %d of 1000 are used is reached',
    async (period, used, words) => {
      render({ limit: 1000, period }, used);
      expect(await screen.findByText(words)).toBeInTheDocument();
    },
  );

  it('says nothing of a pace before there is one', async () => {
    jest.setSystemTime(new Date('2026-03-12T00:20:00Z'));
    render({ limit: 1000, period: 'day' }, 10);
    expect(await screen.findByText(/990 left/)).toBeInTheDocument();
    expect(screen.queryByText(/At the pace/)).not.toBeInTheDocument();
  });

  it('shows no figure where calls are not counted', async () => {
    render({ limit: 1000, period: 'day' }, 0, ['Payments', 'Cards']);
    expect(
      await screen.findByText(/gateways of Payments, Cards are not counted/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('meter')).not.toBeInTheDocument();
    expect(screen.queryByText(/left/)).not.toBeInTheDocument();
  });

  it.each([1000, 1001])(
    'says at %d of 1000 calls that more are refused, and until when',
    async calls => {
      render({ limit: 1000, period: 'day' }, calls);
      expect(
        await screen.findByText('The quota of this day is used up'),
      ).toBeInTheDocument();
      expect(
        screen.getByText(
          /refused until it begins anew, on 12 March 2026 at 00:00 UTC/,
        ),
      ).toBeInTheDocument();
      expect(screen.getByRole('meter')).toHaveAttribute(
        'aria-valuenow',
        '1000',
      );
    },
  );
});
