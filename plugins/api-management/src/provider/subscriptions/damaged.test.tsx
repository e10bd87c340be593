import type { Subscription } from '@oaf/backstage-plugin-api-management-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { subscription } from '../../shared/__testUtils__/examples';
import { refusal } from '../../shared/__testUtils__/refusal';
import {
  renderPage,
  type StubClient,
} from '../../shared/__testUtils__/renderPage';
import { SubscriptionPage } from './SubscriptionPage';
import { SubscriptionsPage } from './SubscriptionsPage';

const whole: Subscription = {
  ...subscription('sub-1', 'Quote engine'),
  state: 'active',
  actions: ['suspend', 'end'],
};
/** As the backend tells it: ids for titles, and no owners, limits and price. */
const damaged: Subscription = {
  ...whole,
  actions: ['end', 'repair'],
  actionsWithReason: ['end', 'repair'],
  damage: ['application', 'product', 'plan'],
  application: { id: 'app-1', title: 'app-1', owner: '' },
  product: { id: 'product-9', title: 'product-9', owner: '', state: 'retired' },
  plan: { id: 'plan-9', title: 'plan-9', state: 'closed' },
};

const page = <Item,>(...items: Item[]) =>
  jest.fn(async () => ({ items, totalItems: items.length, unanswered: [] }));
const client: StubClient = {
  getSubscription: jest.fn(async () => damaged),
  listSubscriptions: page(damaged, { ...whole, id: 'sub-2' }),
  listSubscriptionEvents: page(),
  listBills: page(),
  listProducts: page(),
  listApplications: page(),
  getUsage: jest.fn(async () => new Promise(() => {})),
};
const open = (more: StubClient = {}) =>
  renderPage(<SubscriptionPage />, {
    client: { ...client, ...more },
    path: '/subscriptions/:subscriptionId',
    at: '/subscriptions/sub-1',
  });

describe('a damaged subscription', () => {
  it('is marked in the list, beside one that is whole', async () => {
    renderPage(<SubscriptionsPage />, { client });
    const chip = await screen.findByText('Damaged', {}, { timeout: 20_000 });
    expect(chip.closest('[role="row"]')).toHaveTextContent('app-1');
    expect(
      screen.getByText('Quote engine').closest('[role="row"]'),
    ).toHaveTextContent('Active');
  });

  it('has a page that says what it lacks, and what can be done', async () => {
    open();
    expect(
      await screen.findByText(
        'Damaged: its application is missing, its product is missing, its plan is missing',
      ),
    ).toBeInTheDocument();
    expect(screen.getByText(/An administrator can repair it/)).toBeVisible();
    expect(screen.queryByText('Active')).not.toBeInTheDocument();
  });

  it.each([
    ['terms', 'the limits or the price of its plan cannot be read'],
    ['state', 'its state cannot be read'],
  ] as const)('lacks %s in words', async (part, words) => {
    open({
      getSubscription: jest.fn(async () => ({ ...whole, damage: [part] })),
    });
    expect(await screen.findByText(`Damaged: ${words}`)).toBeInTheDocument();
  });

  it('is repaired with a reason, once its consequence was read', async () => {
    const transitionSubscription = jest.fn(async () => whole);
    open({ transitionSubscription });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Repair' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByText(/cannot be made whole/)).toBeInTheDocument();
    const repair = dialog.getByRole('button', { name: 'Repair' });
    expect(repair).toBeDisabled();
    await userEvent.type(dialog.getByLabelText(/^Reason/), 'Its plan is gone.');
    await userEvent.click(repair);
    expect(transitionSubscription).toHaveBeenCalledWith({
      path: { subscriptionId: 'sub-1' },
      body: { action: 'repair', reason: 'Its plan is gone.' },
    });
  });

  it('says why it was not repaired', async () => {
    open({
      transitionSubscription: jest
        .fn()
        .mockRejectedValue(await refusal('It is whole by now', 409)),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Repair' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByLabelText(/^Reason/), 'Because');
    await userEvent.click(dialog.getByRole('button', { name: 'Repair' }));
    expect(await dialog.findByText('It is whole by now')).toBeInTheDocument();
  });
});
