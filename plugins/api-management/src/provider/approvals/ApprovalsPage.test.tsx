import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { subscription } from '../../shared/__testUtils__/examples';
import { refusal } from '../../shared/__testUtils__/refusal';
import { renderPage } from '../../shared/__testUtils__/renderPage';
import { ApprovalsPage } from './ApprovalsPage';

const requests = [
  subscription('sub-1', 'Customer portal'),
  subscription('sub-2', 'Savings robot'),
];

function render(items = requests) {
  const transitionSubscription = jest.fn(async () => items[0]);
  const listSubscriptions = jest.fn(async () => ({
    items,
    totalItems: items.length,
  }));
  renderPage(<ApprovalsPage />, {
    client: { listSubscriptions, transitionSubscription },
  });
  return { listSubscriptions, transitionSubscription };
}

describe('ApprovalsPage', () => {
  it('asks for the waiting requests, the oldest first', async () => {
    const { listSubscriptions } = render();
    expect(
      await screen.findByText('Why Customer portal needs it.'),
    ).toBeInTheDocument();
    expect(listSubscriptions).toHaveBeenCalledWith({
      query: expect.objectContaining({
        side: 'provider',
        state: ['requested'],
        orderBy: 'requestedAt:asc',
        offset: 0,
        limit: 20,
      }),
    });
  });

  it('approves with the reason that was typed', async () => {
    const { transitionSubscription } = render();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.type(
      within(dialog).getByLabelText(/^Reason/),
      'Agreed with the portal team.',
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );
    await waitFor(() =>
      expect(transitionSubscription).toHaveBeenCalledWith({
        path: { subscriptionId: 'sub-1' },
        body: { action: 'approve', reason: 'Agreed with the portal team.' },
      }),
    );
  });

  it('moves by j and rejects by r, never without a reason', async () => {
    const { transitionSubscription } = render();
    await screen.findByText('Why Customer portal needs it.');
    await userEvent.keyboard('j');
    expect(
      await screen.findByText('Why Savings robot needs it.'),
    ).toBeInTheDocument();
    await userEvent.keyboard('r');
    const dialog = await screen.findByRole('dialog');
    const reject = within(dialog).getByRole('button', { name: 'Reject' });
    expect(reject).toBeDisabled();
    await userEvent.type(within(dialog).getByLabelText(/^Reason/), 'Too wide.');
    await userEvent.click(reject);
    await waitFor(() =>
      expect(transitionSubscription).toHaveBeenCalledWith({
        path: { subscriptionId: 'sub-2' },
        body: { action: 'reject', reason: 'Too wide.' },
      }),
    );
  });

  it('approves one that was ticked, in the singular', async () => {
    render();
    await screen.findByText('Why Customer portal needs it.');
    await userEvent.click(screen.getAllByRole('checkbox')[1]);
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve 1 selected' }),
    );
    expect(
      await screen.findByRole('dialog', { name: 'Approve 1 request' }),
    ).toBeInTheDocument();
  });

  it('says so when nothing waits', async () => {
    render([]);
    expect(
      await screen.findByText('Nothing waits for you'),
    ).toBeInTheDocument();
  });

  it('shows at the reason what the backend has against it', async () => {
    const { transitionSubscription } = render();
    transitionSubscription.mockRejectedValue(
      await refusal(
        'request/body/reason must NOT have more than 1000 characters',
      ),
    );
    await userEvent.click(
      await screen.findByRole('button', { name: 'Approve' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    const reason = dialog.getByLabelText(/^Reason/);
    await userEvent.type(reason, 'Long.');
    await userEvent.click(dialog.getByRole('button', { name: 'Approve' }));
    expect(
      await dialog.findByText('At most 1000 characters.'),
    ).toBeInTheDocument();
    expect(reason).toBeInvalid();
    expect(document.body).not.toHaveTextContent('request/body');
  });
});
