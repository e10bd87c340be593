import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../../__testUtils__/renderPage';
import { CallsSection } from './CallsSection';

jest.setTimeout(60_000);

const DAY_MS = 86_400_000;
const WAIT = { timeout: 30_000 };

const call = {
  requestId: 'request-403',
  time: '2026-11-29T08:15:30.250Z',
  apiId: 'accounts',
  subscriptionId: 's1',
  application: { id: 'a1', title: 'Ledger' },
  operation: 'GET /accounts/{id}',
  method: 'GET',
  path: '/accounts/7',
  status: 403,
  latency: 3.4,
  error: 'insufficient_scope',
};

function page(more: object = {}) {
  return {
    items: [call],
    from: new Date(Date.now() - DAY_MS).toISOString(),
    to: new Date().toISOString(),
    keptFrom: new Date(Date.now() - 35 * DAY_MS).toISOString(),
    notSearched: [],
    ...more,
  };
}

function show(
  listUsageCalls: jest.Mock,
  query: Parameters<typeof CallsSection>[0]['query'] = {
    side: 'consumer',
    subscriptionId: 's1',
  },
) {
  renderPage(<CallsSection query={query} />, { client: { listUsageCalls } });
  return listUsageCalls;
}

const lastQuery = (list: jest.Mock) => list.mock.lastCall[0].query;

it('explains a refused call in a sentence, with its time, zone and request id', async () => {
  show(jest.fn(async () => page()));
  const row = await screen.findByRole('row', { name: /29 Nov 2026/ }, WAIT);
  for (const text of [
    '29 Nov 2026 08:15:30.250',
    'GET /accounts/{id}',
    'GET /accounts/7',
    '403',
    'does not have the scope that the operation needs',
    '3 ms',
    'request-403',
  ]) {
    expect(row).toHaveTextContent(text);
  }
  expect(row).not.toHaveTextContent('Ledger');
  expect(
    screen.getByRole('columnheader', { name: 'Time (UTC)' }),
  ).toBeVisible();
  expect(screen.getByText(/Calls can be looked up for 35 days/)).toBeVisible();
  expect(
    screen.getByRole('button', { name: 'Copy request id request-403' }),
  ).toBeVisible();
});

it('tells providers whose call it was', async () => {
  show(
    jest.fn(async () => page()),
    { side: 'provider', productId: 'p1' },
  );
  const row = await screen.findByRole('row', { name: /29 Nov 2026/ }, WAIT);
  expect(row).toHaveTextContent('Ledger');
});

it('asks the server for what is chosen, and begins anew at the newest', async () => {
  const list = show(jest.fn(async () => page({ nextCursor: 'older-1' })));
  await userEvent.click(
    await screen.findByRole('button', { name: 'Older' }, WAIT),
  );
  await waitFor(() => expect(lastQuery(list).cursor).toBe('older-1'), WAIT);
  await userEvent.click(
    screen.getByRole('button', { name: /^Status|All statuses/ }),
  );
  await userEvent.click(await screen.findByRole('option', { name: '4xx' }));
  await waitFor(() => expect(lastQuery(list).statusClass).toBe(4), WAIT);
  expect(lastQuery(list).cursor).toBeUndefined();
  await userEvent.type(
    screen.getByRole('searchbox', { name: 'Request id' }),
    ' request-403 ',
  );
  await waitFor(
    () => expect(lastQuery(list).requestId).toBe('request-403'),
    WAIT,
  );
  const { _from, to, ...asked } = lastQuery(list);
  expect(to.getTime() - _from.getTime()).toBe(DAY_MS);
  expect(asked).toMatchObject({
    side: 'consumer',
    subscriptionId: 's1',
    statusClass: 4,
    limit: 20,
  });
});

it('goes back to newer calls', async () => {
  const list = show(jest.fn(async () => page({ nextCursor: 'older-1' })));
  await userEvent.click(
    await screen.findByRole('button', { name: 'Older' }, WAIT),
  );
  await waitFor(() => expect(lastQuery(list).cursor).toBe('older-1'), WAIT);
  await userEvent.click(screen.getByRole('button', { name: 'Newer' }));
  await waitFor(
    () => expect(screen.getByRole('button', { name: 'Newer' })).toBeDisabled(),
    WAIT,
  );
});

it('says so when there are none', async () => {
  show(jest.fn(async () => page({ items: [] })));
  expect(
    await screen.findByText('No calls in this time', {}, WAIT),
  ).toBeVisible();
});

it('names gateways whose calls cannot be looked up', async () => {
  show(jest.fn(async () => page({ items: [], notSearched: ['Claims EU'] })));
  expect(
    await screen.findByText(
      /The gateways of Claims EU do not let single calls be looked up/,
      {},
      WAIT,
    ),
  ).toBeVisible();
});

it('says what went wrong, and tries again', async () => {
  const list = show(
    jest.fn(async () => {
      throw new Error('The log takes too long');
    }),
  );
  const retry = await screen.findByRole('button', { name: 'Retry' }, WAIT);
  expect(screen.getByRole('alert')).toHaveTextContent('The log takes too long');
  list.mockImplementation(async () => page());
  await userEvent.click(retry);
  expect(
    await screen.findByRole('row', { name: /29 Nov 2026/ }, WAIT),
  ).toBeVisible();
});
