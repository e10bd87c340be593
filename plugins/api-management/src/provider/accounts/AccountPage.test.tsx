import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { accountLink, region } from '../../shared/__testUtils__/accounts';
import { answers, renderAccounts } from './__testUtils__/renderAccounts';

const preview = {
  gatewayApiCount: 12,
  gatewayApis: [
    {
      id: 'api-1',
      title: 'Accounts API',
      entityRef: 'api:default/accounts',
      invokeUrl: 'https://a1.example',
    },
  ],
  products: [],
  liveSubscriptionCount: 0,
  allowed: true,
};

function render(
  fields: Partial<AccountLink> = {},
  client: Parameters<typeof renderAccounts>[1] = {},
) {
  renderAccounts('/link-1', {
    getAccountLink: answers(accountLink(fields)),
    listAccountQuotas: answers({ items: [] }),
    ...client,
  });
}

const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));

describe('AccountPage', () => {
  it('shows of each region its error, its import and its request budget', async () => {
    render({
      regions: [
        region({
          fresh: false,
          error: 'The role may not read APIs here.',
          budget: {
            rate: 2.5,
            burst: 20,
            requests: 402,
            throttled: 3,
            sharedByRegions: true,
          },
        }),
        region({
          region: 'eu-west-1',
          import: {
            state: 'running',
            requestedAt: '2026-03-14T09:26:53Z',
            listed: 40,
            exported: 12,
          },
        }),
      ],
    });
    const broken = await screen.findByRole('row', { name: /eu-central-1/ });
    expect(broken).toHaveTextContent('The role may not read APIs here.');
    expect(
      screen.getByText('eu-central-1 could not be read'),
    ).toBeInTheDocument();
    expect(broken).toHaveTextContent('2.5 / s, burst 20');
    expect(broken).toHaveTextContent(
      '402 sent · 3 throttled · shared by all regions',
    );
    const importing = screen.getByRole('row', { name: /eu-west-1/ });
    expect(importing).toHaveTextContent('40 seen · 12 definitions read');
    expect(within(importing).getByRole('progressbar')).toHaveAttribute(
      'aria-valuenow',
      '12',
    );
  });

  it('shows how full the quotas of the account are, and the way out', async () => {
    const quota = {
      region: 'eu-central-1',
      countedAt: '2026-03-14T09:26:53Z',
      quota: 10_000,
    };
    const listAccountQuotas = answers({
      items: [
        { ...quota, resource: 'api-keys', used: 10_000 },
        { ...quota, resource: 'usage-plans', used: 270, quota: 300 },
      ],
    });
    render({}, { listAccountQuotas });
    const keys = await screen.findByRole('meter', {
      name: 'API keys, eu-central-1',
    });
    expect(keys).toHaveAttribute('aria-valuenow', '10000');
    expect(screen.getByText('10,000 of 10,000')).toBeInTheDocument();
    expect(screen.getByText('Full')).toBeInTheDocument();
    expect(screen.getByText(/No further API key is made/)).toBeInTheDocument();
    expect(screen.getByText('270 of 300')).toBeInTheDocument();
    expect(screen.getByText('Nearly full')).toBeInTheDocument();
    expect(listAccountQuotas).toHaveBeenCalledWith({
      path: { accountLinkId: 'link-1' },
    });
  });

  it('asks for an import of one region', async () => {
    const syncAccountLink = answers(accountLink());
    render({}, { syncAccountLink });
    await press('Sync now: eu-central-1');
    expect(syncAccountLink).toHaveBeenCalledWith({
      path: { accountLinkId: 'link-1' },
      query: { region: 'eu-central-1' },
    });
  });

  it('unlinks only after the alias was typed', async () => {
    const unlinkAccount = answers(undefined);
    render({}, { unlinkAccount, previewUnlink: answers(preview) });
    await press('Unlink');
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText(/12 APIs would leave the catalog/),
    ).toBeInTheDocument();
    const unlink = within(dialog).getByRole('button', { name: 'Unlink' });
    const alias = within(dialog).getByRole('textbox');
    await userEvent.type(alias, 'payments');
    expect(unlink).toBeDisabled();
    await userEvent.clear(alias);
    await userEvent.type(alias, 'Payments production');
    await userEvent.click(unlink);
    await waitFor(() =>
      expect(unlinkAccount).toHaveBeenCalledWith({
        path: { accountLinkId: 'link-1' },
      }),
    );
  });

  it('says why it cannot be unlinked yet', async () => {
    const reason = 'End the 2 live subscriptions of Accounts first.';
    render(
      {},
      {
        previewUnlink: answers({
          ...preview,
          liveSubscriptionCount: 2,
          allowed: false,
          reason,
        }),
      },
    );
    await press('Unlink');
    const dialog = await screen.findByRole('dialog');
    expect(await within(dialog).findByText(reason)).toBeInTheDocument();
    expect(
      within(dialog).getByRole('button', { name: 'Unlink' }),
    ).toBeDisabled();
    expect(within(dialog).queryByRole('textbox')).not.toBeInTheDocument();
  });

  it('previews what giving up a region takes away before it is saved', async () => {
    const updateAccountLink = answers(accountLink());
    const previewUnlink = answers(preview);
    render(
      { regions: [region(), region({ region: 'eu-west-1' })] },
      { updateAccountLink, previewUnlink },
    );
    await press('Edit');
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('checkbox', { name: 'eu-west-1' }),
    );
    expect(
      await within(dialog).findByText(/12 APIs would leave/),
    ).toBeInTheDocument();
    expect(previewUnlink).toHaveBeenCalledWith({
      path: { accountLinkId: 'link-1' },
      query: { regions: ['eu-west-1'] },
    });
    await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(updateAccountLink).toHaveBeenCalledWith({
        path: { accountLinkId: 'link-1' },
        query: { version: 3 },
        body: { alias: 'Payments production', regions: ['eu-central-1'] },
      }),
    );
  });

  it('leads on from an unfinished link', async () => {
    render({ state: 'pending', regions: [] });
    expect(
      await screen.findByRole('link', { name: 'Continue linking' }),
    ).toHaveAttribute('href', '/api-management/accounts/link-1/link');
    expect(
      screen.queryByRole('button', { name: 'Sync now' }),
    ).not.toBeInTheDocument();
  });

  it('neither edits nor unlinks what the driver runs itself', async () => {
    render({ builtIn: true, roleArn: undefined });
    expect(
      await screen.findByRole('button', { name: 'Sync now' }),
    ).toBeInTheDocument();
    for (const name of ['Edit', 'Unlink', 'Verify again']) {
      expect(screen.queryByRole('button', { name })).not.toBeInTheDocument();
    }
  });
});
