import type { UsageCounts } from '@oaf/backstage-plugin-api-management-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../__testUtils__/renderPage';
import { UsageBreakdown } from './UsageBreakdown';

jest.setTimeout(60_000);

const counts: UsageCounts = {
  calls: 30,
  billableCalls: 10,
  clientErrors: 0,
  serverErrors: 20,
  throttledCalls: 0,
  responseBytes: 0,
  averageLatency: 5,
  p50: 4.4,
  p95: 80,
  p99: 1200,
};
const items = [
  { id: 'GET /claims/{id}', title: 'GET /claims/{id}', counts },
  { id: '-', title: '-', counts: { ...counts, p50: undefined } },
];

function show() {
  const client = {
    listUsageGroups: jest.fn(async () => ({ items, totalItems: 45 })),
    exportUsageGroups: jest.fn(async () => 'from,to\r\n'),
  };
  renderPage(
    <UsageBreakdown
      query={{ side: 'consumer', subscriptionId: 's1' }}
      groups={['operation', 'statusClass']}
    />,
    { client },
  );
  return client;
}

it('tells calls and percentiles, and what no operation matches', async () => {
  show();
  const row = await screen.findByRole('row', { name: /GET \/claims/ });
  for (const text of ['30', '20', '4 ms', '80 ms', '1,200 ms']) {
    expect(row).toHaveTextContent(text);
  }
  expect(
    screen.getByRole('row', { name: /No operation of the API/ }),
  ).toBeVisible();
});

it('asks the server for what is chosen, searched and sorted, and downloads exactly that', async () => {
  const { listUsageGroups, exportUsageGroups } = show();
  await screen.findByRole('row', { name: /GET \/claims/ });
  const scope = { side: 'consumer', subscriptionId: 's1' };
  expect(listUsageGroups).toHaveBeenLastCalledWith({
    query: {
      ...scope,
      groupBy: 'operation',
      orderBy: 'calls:desc',
      offset: 0,
      limit: 20,
      search: undefined,
    },
  });
  await userEvent.click(screen.getByRole('button', { name: /Group by/ }));
  await userEvent.click(
    await screen.findByRole('option', { name: 'By status' }),
  );
  await userEvent.click(
    await screen.findByRole('columnheader', { name: 'Server errors' }),
  );
  await userEvent.type(screen.getByRole('searchbox'), '5xx');
  const asked = {
    ...scope,
    groupBy: 'statusClass',
    orderBy: 'serverErrors:asc',
    search: '5xx',
  };
  await waitFor(
    () =>
      expect(listUsageGroups).toHaveBeenLastCalledWith({
        query: { ...asked, offset: 0, limit: 20 },
      }),
    { timeout: 30_000 },
  );
  URL.createObjectURL = jest.fn(() => 'blob:usage');
  URL.revokeObjectURL = jest.fn();
  await userEvent.click(screen.getByRole('button', { name: 'Download CSV' }));
  await waitFor(() =>
    expect(exportUsageGroups).toHaveBeenCalledWith({ query: asked }),
  );
  await waitFor(() => expect(URL.createObjectURL).toHaveBeenCalled());
});
