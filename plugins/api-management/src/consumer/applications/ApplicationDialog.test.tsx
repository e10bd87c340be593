import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '../../shared/__testUtils__/refusal';
import { renderPage } from '../../shared/__testUtils__/renderPage';
import { ApplicationDialog } from './ApplicationDialog';

describe('ApplicationDialog', () => {
  it.each([
    ['title must NOT have more than 120 characters', /^Title/],
    ['description must NOT have more than 1000 characters', /^Description/],
  ])('shows at its field what the backend refuses: %s', async (said, label) => {
    renderPage(<ApplicationDialog onClose={() => {}} />, {
      client: {
        createApplication: jest
          .fn()
          .mockRejectedValue(await refusal(`request/body/${said}`)),
      },
    });
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByLabelText(/^Title/), 'Portal');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Create application' }),
    );
    expect(await dialog.findByText(/^At most/)).toBeInTheDocument();
    expect(dialog.getByLabelText(label)).toBeInvalid();
    expect(document.body).not.toHaveTextContent('request/body');
  });

  it('shows at the owner why a team cannot have it', async () => {
    const said =
      'group:default/team-c is not in the audience of Accounts, which the application holds a subscription to';
    renderPage(<ApplicationDialog onClose={() => {}} />, {
      client: {
        createApplication: jest
          .fn()
          .mockRejectedValue(await refusal(`request/body/owner: ${said}`, 409)),
      },
    });
    const dialog = within(await screen.findByRole('dialog'));
    await userEvent.type(dialog.getByLabelText(/^Title/), 'Portal');
    await userEvent.click(
      dialog.getByRole('button', { name: 'Create application' }),
    );
    expect(await dialog.findByText(`${said}.`)).toBeInTheDocument();
    expect(
      dialog.queryByText('This changed in the meantime'),
    ).not.toBeInTheDocument();
  });
});
