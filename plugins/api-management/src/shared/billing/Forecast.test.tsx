import type { Bill } from '@oaf/backstage-plugin-api-management-common';
import { screen } from '@testing-library/react';
import { renderPage } from '../__testUtils__/renderPage';
import { Forecast } from './Forecast';

const WAIT = { timeout: 30_000 };

const show = (bill: Partial<Bill>) =>
  renderPage(
    <>
      <Forecast bill={{ state: 'open', currency: 'EUR', ...bill } as Bill} />
      <p>After it</p>
    </>,
    { client: {} },
  );

const forecast = {
  total: '50.00',
  billableCalls: 3_000,
  from: '2026-11-01T00:00:00.000Z',
  asOf: '2026-11-11T08:30:00.000Z',
};

it('tells the amount, and what it takes for granted, with the time zone', async () => {
  show({ forecast });
  const note = await screen.findByRole(
    'note',
    { name: 'Forecast for the whole month' },
    WAIT,
  );
  expect(note).toHaveTextContent('EUR 50.00');
  expect(note).toHaveTextContent(
    '3,000 billable calls, if they go on as they came from 1 November 2026 at 00:00 UTC to 11 November 2026 at 08:30 UTC. A forecast, no promise.',
  );
});

it('says when there will be one', async () => {
  show({});
  expect(
    await screen.findByText(/a day after calls could begin/, {}, WAIT),
  ).toBeVisible();
});

it.each<Partial<Bill>>([{ state: 'closed', forecast }, { problem: 'Lost' }])(
  'tells none of %j',
  async bill => {
    show(bill);
    expect(await screen.findByText('After it', {}, WAIT)).toBeVisible();
    expect(screen.queryByText(/forecast/i)).not.toBeInTheDocument();
  },
);
