import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  plan,
  product,
  subscription,
} from '../../shared/__testUtils__/examples';
import {
  renderPage,
  type StubClient,
} from '../../shared/__testUtils__/renderPage';
import { PlanChangeSection } from './PlanChangeSection';

const at = '2026-03-14T09:26:53Z';
const larger = { ...plan, id: 'plan-2', title: 'Large' };
const active = {
  ...subscription('subscription-1', 'Customer portal'),
  state: 'active' as const,
};
const change = {
  id: 'change-1',
  state: 'overlapping',
  actions: ['finish'],
  subscription: active,
  from: { id: plan.id, title: plan.title },
  to: larger,
  overlapHours: 24,
  requestedBy: 'user:default/bea',
  requestedAt: at,
  overlapUntil: at,
};

const render = (client: StubClient, more: object) =>
  renderPage(<PlanChangeSection subscription={{ ...active, ...more }} />, {
    client,
  });

describe('PlanChangeSection', () => {
  it('asks for another plan of the product, with its overlap', async () => {
    const user = userEvent.setup();
    const requestPlanChange = jest.fn(async () => change);
    await render(
      {
        requestPlanChange,
        getProduct: jest.fn(async () => ({
          ...product,
          plans: [plan, larger],
        })),
        listCredentials: jest.fn(async () => ({ items: [], unanswered: [] })),
      },
      { mayChangePlan: true },
    );
    await user.click(
      await screen.findByRole('button', { name: 'Change plan' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(
      await dialog.findByRole('button', { name: 'Request' }),
    ).toBeDisabled();
    await user.click(await dialog.findByRole('button', { name: /New plan/ }));
    await user.click(await screen.findByRole('option', { name: /Large/ }));
    await user.click(dialog.getByRole('button', { name: 'Request' }));
    expect(requestPlanChange).toHaveBeenCalledWith({
      path: { subscriptionId: 'subscription-1' },
      body: { planId: 'plan-2' },
    });
  });

  it('shows what gateways saw of both plans’ keys, and finishes', async () => {
    const user = userEvent.setup();
    const transitionPlanChange = jest.fn(async () => change);
    await render(
      {
        transitionPlanChange,
        listPlanChanges: jest.fn(async () => ({
          items: [change],
          totalItems: 1,
        })),
        getPlanChangeEvidence: jest.fn(async () => ({
          since: at,
          from: { plan: change.from, keys: 1, calls: 3 },
          to: { plan: change.to, keys: 1, calls: 4, lastUsedAt: at },
          unanswered: [],
        })),
      },
      { planChange: { id: 'change-1', state: 'overlapping', to: change.to } },
    );
    expect(
      await screen.findByText('3 calls', { exact: false }),
    ).toHaveTextContent('3 calls, last used never');
    await user.click(screen.getByRole('button', { name: 'Finish the change' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Finish' }));
    expect(transitionPlanChange).toHaveBeenCalledWith({
      path: { planChangeId: 'change-1' },
      body: { action: 'finish' },
    });
  });

  it('is not there when there is nothing to see or do', async () => {
    await render({}, {});
    expect(screen.queryByText('Plan change')).not.toBeInTheDocument();
  });
});
