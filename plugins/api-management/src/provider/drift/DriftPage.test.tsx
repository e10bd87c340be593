import type {
  DriftComparison,
  DriftFinding,
} from '@oaf/backstage-plugin-api-management-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '../../shared/__testUtils__/refusal';
import {
  renderPage,
  type StubClient,
} from '../../shared/__testUtils__/renderPage';
import { DriftPage } from './DriftPage';
import { DriftSection } from './DriftSection';

const nothing = { observe() {}, unobserve() {}, disconnect() {} };

beforeAll(() => {
  Object.assign(window, { IntersectionObserver: jest.fn(() => nothing) });
});

const finding: DriftFinding = {
  id: 'finding-1',
  gateway: { id: 'gateway-1', title: 'oaf-gateway' },
  account: 'Retail',
  region: 'eu-west-1',
  kind: 'grant',
  difference: 'changed',
  state: 'open',
  detail: 'The grant of Loan radar is other than it should be: scopes.',
  product: { id: 'product-1', title: 'Loans' },
  subscription: { id: 'subscription-1', title: 'Loan radar' },
  actions: ['repair', 'ignore'],
  firstSeenAt: '2026-03-10T12:00:00.000Z',
  lastSeenAt: '2026-03-10T12:00:00.000Z',
};

const comparison: DriftComparison = {
  gateway: { id: 'gateway-1', title: 'oaf-gateway' },
  account: 'Retail',
  region: 'eu-west-1',
  state: 'compared',
  findings: 1,
  mayCompare: true,
  comparedAt: '2026-03-10T12:00:00.000Z',
};

const page = <Item,>(...items: Item[]) => ({
  items,
  totalItems: items.length,
});

const answers = <Item,>(answer: Item) => jest.fn(async () => answer);

const render = (client: StubClient, at?: string) =>
  renderPage(<DriftPage />, {
    client: {
      listDriftComparisons: answers(page(comparison)),
      listDriftFindings: answers(page(finding)),
      listProducts: answers(page()),
      ...client,
    },
    ...(at && { path: '/*', at }),
  });

const press = async (name: string, where: { findByRole: any } = screen) =>
  userEvent.click(await where.findByRole('button', { name }));

describe('the list of drift', () => {
  it('shows what differs, where, and repairs it when that is confirmed', async () => {
    const transitionDriftFinding = answers(finding);
    await render({ transitionDriftFinding });
    expect(await screen.findByText(finding.detail)).toBeInTheDocument();
    const entry = within(screen.getByRole('region', { name: 'Grant' }));
    expect(entry.getByText('Changed')).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Loans' })).toHaveAttribute(
      'href',
      '/api-management/products/product-1',
    );
    await press('Repair');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/handed to its gateways anew/)).toBeInTheDocument();
    await press('Repair', dialog);
    expect(transitionDriftFinding).toHaveBeenCalledWith({
      path: { findingId: 'finding-1' },
      body: { action: 'repair' },
    });
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('ignores with a reason only', async () => {
    const transitionDriftFinding = answers(finding);
    await render({ transitionDriftFinding });
    await press('Ignore');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('button', { name: 'Ignore' })).toBeDisabled();
    await userEvent.type(dialog.getByRole('textbox'), 'A test of ours');
    await press('Ignore', dialog);
    expect(transitionDriftFinding).toHaveBeenCalledWith({
      path: { findingId: 'finding-1' },
      body: { action: 'ignore', reason: 'A test of ours' },
    });
  });

  it('makes a foreign key one of a subscription that is chosen', async () => {
    const transitionDriftFinding = answers(finding);
    const subscription = (id: string, title: string, planId: string) => ({
      id,
      application: { id: 'a', title },
      plan: { id: planId, title: 'Business' },
    });
    await render({
      transitionDriftFinding,
      listDriftFindings: answers(
        page({
          ...finding,
          kind: 'api-key' as const,
          difference: 'foreign' as const,
          planId: 'plan-1',
          subscription: undefined,
          actions: ['adopt' as const, 'ignore' as const],
        }),
      ),
      listSubscriptions: answers(
        page(
          subscription('subscription-1', 'Loan radar', 'plan-1'),
          subscription('subscription-2', 'Other', 'plan-2'),
        ),
      ),
      getSubscription: jest.fn(),
    });
    await press('Adopt');
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole('button', { name: 'Adopt' })).toBeDisabled();
    await userEvent.click(dialog.getByRole('button', { name: /Subscription/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: /Loan radar/ }),
    );
    await userEvent.type(
      dialog.getByRole('textbox', { name: /Name of the API key/ }),
      'By hand',
    );
    await press('Adopt', dialog);
    expect(transitionDriftFinding).toHaveBeenCalledWith({
      path: { findingId: 'finding-1' },
      body: {
        action: 'adopt',
        subscriptionId: 'subscription-1',
        name: 'By hand',
      },
    });
  });

  it('has a gateway compared, and says why one was not', async () => {
    const compareGateway = answers(comparison);
    const failure = 'The trust role lacks dynamodb:Scan.';
    await render({
      compareGateway,
      listDriftComparisons: answers(
        page({ ...comparison, state: 'failed' as const, failure }),
      ),
    });
    expect(await screen.findByText(failure)).toBeInTheDocument();
    await press('Compare now');
    expect(compareGateway).toHaveBeenCalledWith({
      path: { gatewayId: 'gateway-1' },
    });
  });

  it('asks the backend for what is filtered', async () => {
    const listDriftFindings = answers(page());
    await render({ listDriftFindings }, '/?state=ignored&kind=route');
    expect(await screen.findByText('Nothing matches')).toBeInTheDocument();
    expect(listDriftFindings).toHaveBeenCalledWith({
      query: expect.objectContaining({ state: ['ignored'], kind: ['route'] }),
    });
  });

  it('says that nothing differs, and that no gateway is there', async () => {
    await render({
      listDriftFindings: answers(page()),
      listDriftComparisons: answers(page()),
    });
    expect(
      await screen.findByText('Everything is as it should be'),
    ).toBeInTheDocument();
    expect(await screen.findByText('No gateway is deployed')).toBeVisible();
  });

  it('says what went wrong', async () => {
    await render({
      listDriftFindings: jest
        .fn()
        .mockRejectedValue(await refusal('Out of order')),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('Out of order');
  });
});

describe('the drift of a product', () => {
  const section = (client: StubClient) =>
    renderPage(<DriftSection of={{ productId: 'product-1' }} />, { client });

  it('is shown where there is any', async () => {
    const listDriftFindings = answers(
      page({ ...finding, failure: 'The gateway refuses.' }),
    );
    await section({ listDriftFindings });
    expect(await screen.findByText('Drift at gateways')).toBeInTheDocument();
    expect(screen.getByText('The gateway refuses.')).toBeInTheDocument();
    expect(listDriftFindings).toHaveBeenCalledWith({
      query: { productId: 'product-1', offset: 0, limit: 5 },
    });
  });

  it('is nothing where there is none', async () => {
    const listDriftFindings = answers(page());
    await section({ listDriftFindings });
    await waitFor(() => expect(listDriftFindings).toHaveBeenCalled());
    expect(screen.queryByText('Drift at gateways')).not.toBeInTheDocument();
  });
});
