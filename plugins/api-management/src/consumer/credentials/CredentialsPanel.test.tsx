import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { subscription } from '../../shared/__testUtils__/examples';
import {
  renderPage,
  type StubClient,
} from '../../shared/__testUtils__/renderPage';
import { CredentialsPanel } from './CredentialsPanel';

const secret = 'oaf_key_kT2vS3cr3t';
const apiKey = {
  id: 'credential-1',
  type: 'api-key',
  state: 'issued',
  prefix: 'oaf_key_kT2v',
  revealable: true,
  createdAt: '2026-03-14T09:26:53Z',
};
const active = {
  ...subscription('subscription-1', 'Customer portal'),
  state: 'active' as const,
  manageCredentials: true,
};

/** A backend that shows the secret once. */
function revealingOnce() {
  let revealable = true;
  return {
    listCredentials: jest.fn(async () => ({
      items: [{ ...apiKey, revealable }],
      unanswered: [] as string[],
    })),
    revealCredential: jest.fn(async () => {
      revealable = false;
      return { credential: { ...apiKey, revealable }, secret };
    }),
  };
}

const renderPanel = (client: StubClient, manageCredentials = true) =>
  renderPage(
    <CredentialsPanel subscription={{ ...active, manageCredentials }} />,
    { client },
  );

describe('CredentialsPanel', () => {
  it('shows a secret once, and forgets it when the dialog closes', async () => {
    const user = userEvent.setup();
    const client = revealingOnce();
    await renderPanel(client);
    await user.click(
      await screen.findByRole('button', { name: 'Reveal once' }),
    );
    const dialog = within(await screen.findByRole('dialog'));
    expect(client.revealCredential).not.toHaveBeenCalled();
    await user.click(dialog.getByRole('button', { name: 'Reveal' }));
    expect(
      await dialog.findByRole('textbox', { name: 'API key' }),
    ).toHaveTextContent(secret);
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: 'Reveal once' }),
      ).not.toBeInTheDocument(),
    );
    await user.click(dialog.getByRole('button', { name: 'I have stored it' }));

    await waitFor(() => expect(document.body.innerHTML).not.toContain(secret));
    expect(
      JSON.stringify({ ...localStorage, ...sessionStorage }),
    ).not.toContain(secret);
  });

  it('names the gateways that did not answer, beside what is known', async () => {
    await renderPanel({
      listCredentials: jest.fn(async () => ({
        items: [apiKey],
        unanswered: ['Gateway north'],
      })),
    });
    expect(
      await screen.findByText('No answer from Gateway north'),
    ).toBeInTheDocument();
    expect(screen.getByText(/oaf_key_kT2v/)).toBeInTheDocument();
  });

  it('says why a secret cannot be shown', async () => {
    const user = userEvent.setup();
    await renderPanel({
      ...revealingOnce(),
      revealCredential: jest.fn(async () => {
        throw new Error('The secret was shown before');
      }),
    });
    await user.click(
      await screen.findByRole('button', { name: 'Reveal once' }),
    );
    await user.click(await screen.findByRole('button', { name: 'Reveal' }));
    expect(
      await screen.findByText('The secret was shown before'),
    ).toBeInTheDocument();
  });

  it('offers no action to those who may only look', async () => {
    await renderPanel(revealingOnce(), false);
    expect(await screen.findByText('API key')).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('lets the holder of a suspended subscription revoke, and nothing else', async () => {
    await renderPage(
      <CredentialsPanel subscription={{ ...active, state: 'suspended' }} />,
      { client: revealingOnce() },
    );
    expect(
      await screen.findByRole('button', { name: 'Revoke' }),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('button')).toHaveLength(1);
  });

  it.each([
    ['used', { lastUsedAt: '2026-03-14T09:26:53Z' }, 'Used up', /^used /],
    ['revoked', { revokedAt: '2026-03-14T09:26:53Z' }, 'Revoked', /^revoked /],
    [
      'replaced',
      { replacedAt: '2026-03-14T09:26:53Z' },
      'Replaced',
      /^replaced /,
    ],
  ])('tells when a credential was %s', async (state, times, chip, since) => {
    await renderPanel({
      listCredentials: jest.fn(async () => ({
        items: [{ ...apiKey, revealable: false, state, ...times }],
        unanswered: [],
      })),
    });
    await userEvent.click(
      await screen.findByRole('switch', { name: 'Show those that are over' }),
    );
    expect(await screen.findByText(chip)).toBeInTheDocument();
    const [cell] = screen
      .getAllByRole('gridcell')
      .filter(({ textContent }) => textContent?.startsWith(chip));
    expect(cell.textContent?.slice(chip.length)).toMatch(since);
  });
});
