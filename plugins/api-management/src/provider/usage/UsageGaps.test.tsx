import type { UsageGapPage } from '@oaf/backstage-plugin-api-management-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../../shared/__testUtils__/renderPage';
import { UsageGaps } from './UsageGaps';

jest.setTimeout(60_000);

const place = {
  accountId: '111111111111',
  accountAlias: 'Retail',
  region: 'eu-west-1',
  apiId: 'a1b2c3',
  stage: 'prod',
};

const nothing: UsageGapPage = {
  items: [],
  totalItems: 0,
  missingCalls: 0,
  missingHours: 0,
  notCompared: [],
};

const gap = (hour: number) => ({
  id: `gap-${hour}`,
  place: { ...place, title: 'Accounts' },
  hour: `2026-03-10T${String(hour).padStart(2, '0')}:00:00.000Z`,
  loggedCalls: 7,
  countedCalls: 1_010,
  missingCalls: 1_003,
});

const compared = {
  comparedFrom: '2026-03-10T09:00:00.000Z',
  comparedUntil: '2026-03-10T12:00:00.000Z',
};

function show(answer: Partial<UsageGapPage>) {
  const listUsageGaps = jest.fn(async () => ({ ...nothing, ...answer }));
  renderPage(<UsageGaps query={{ productId: 'p1' }} />, {
    client: { listUsageGaps },
  });
  return listUsageGaps;
}

it('says that all is there, and of which time', async () => {
  show(compared);
  expect(
    await screen.findByText(
      /Complete: all calls .* Compared from 10 March 2026 at 09:00 UTC to 10 March 2026 at 12:00 UTC\./,
    ),
  ).toBeVisible();
  expect(screen.queryByRole('table')).not.toBeInTheDocument();
});

it('shows how many calls are missing, and in which hours', async () => {
  const listUsageGaps = show({
    ...compared,
    items: [gap(9), gap(10)],
    totalItems: 45,
    missingCalls: 2_006,
    missingHours: 2,
  });
  expect(
    await screen.findByText('2,006 calls of 2 hours are not in the log'),
  ).toBeVisible();
  expect(screen.queryByText(/Complete:/)).not.toBeInTheDocument();
  const row = screen.getByRole('row', { name: /10 March 2026 at 09:00 UTC/ });
  for (const text of ['Accounts', 'Retail · eu-west-1 · prod', '7', '1,010']) {
    expect(row).toHaveTextContent(text);
  }
  expect(within(row).getByText('1,003')).toBeVisible();
  expect(listUsageGaps).toHaveBeenLastCalledWith({
    query: {
      productId: 'p1',
      offset: 0,
      limit: 20,
      orderBy: 'hour:desc',
      search: undefined,
    },
  });
  await userEvent.click(
    screen.getByRole('columnheader', { name: 'Not in the log' }),
  );
  await waitFor(() =>
    expect(listUsageGaps).toHaveBeenLastCalledWith({
      query: expect.objectContaining({ orderBy: 'missing:asc' }),
    }),
  );
});

it('never says complete of what cannot be compared', async () => {
  show({
    ...compared,
    notCompared: [
      { place, why: 'The trust role lacks cloudwatch:GetMetricData.' },
    ],
  });
  expect(
    await screen.findByText(
      'a1b2c3, Retail · eu-west-1 · prod cannot be compared',
    ),
  ).toBeVisible();
  expect(
    screen.getByText('The trust role lacks cloudwatch:GetMetricData.'),
  ).toBeVisible();
  expect(screen.queryByText(/Complete/)).toHaveTextContent(
    'Completeness of the access log',
  );
});

it('says that it has compared nothing yet', async () => {
  show({});
  expect(
    await screen.findByText(/Nothing was compared yet\. An hour is compared/),
  ).toBeVisible();
});
