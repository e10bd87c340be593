import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  accountLink,
  drivers,
  region,
  trustSetup,
} from '../../../shared/__testUtils__/accounts';
import { refusal } from '../../../shared/__testUtils__/refusal';
import { answers, renderAccounts } from '../__testUtils__/renderAccounts';

const checkIds = [
  'assume-role',
  'external-id-required',
  'account',
  'regions',
] as const;
const passed = checkIds.map(check => ({ check, outcome: 'passed' as const }));
const refused: AccountLink['checks'] = [
  passed[0],
  {
    check: 'external-id-required',
    outcome: 'failed',
    message: 'The role can be assumed without the external id.',
  },
  { check: 'account', outcome: 'skipped' },
  { check: 'regions', outcome: 'skipped' },
];
const pending: Partial<AccountLink> = {
  state: 'pending',
  roleArn: undefined,
  regions: [],
};

const type = async (label: RegExp, text: string) =>
  userEvent.type(await screen.findByLabelText(label), text);
const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));

describe('linking an account', () => {
  it.each([
    [[], 'This installation cannot link accounts yet'],
    [
      [{ ...drivers.items[1], partitions: [] }],
      'AWS has no credentials of its own',
    ],
  ])('says what to configure when no driver is ready', async (items, title) => {
    renderAccounts('/link', { listGatewayDrivers: answers({ items }) });
    expect(await screen.findByText(title)).toBeInTheDocument();
  });

  it('finds a wrong account id before it asks the backend', async () => {
    const createAccountLink = jest.fn();
    renderAccounts('/link', { createAccountLink });
    await type(/^Account id/, '12345');
    await type(/^Alias/, 'Payments');
    await press('Begin linking');
    expect(
      await screen.findByText(/An AWS account id has 12 digits/),
    ).toBeInTheDocument();
    expect(createAccountLink).not.toHaveBeenCalled();
  });

  it('begins a link and goes on to the trust role', async () => {
    const createAccountLink = answers(accountLink(pending));
    renderAccounts('/link', {
      createAccountLink,
      getAccountLink: answers(accountLink(pending)),
    });
    await type(/^Account id/, '210987654321');
    await type(/^Alias/, 'Payments production');
    await press('Begin linking');
    expect(await screen.findByText(trustSetup.externalId)).toBeInTheDocument();
    expect(createAccountLink).toHaveBeenCalledWith({
      body: {
        driver: 'aws',
        partition: 'aws',
        accountId: '210987654321',
        alias: 'Payments production',
      },
    });
  });

  it('makes the role for what was chosen', async () => {
    const getTrustSetup = answers({ ...trustSetup, eventsAvailable: true });
    renderAccounts('/link-1/link', {
      getTrustSetup,
      getAccountLink: answers(accountLink(pending)),
    });
    await userEvent.click(
      await screen.findByRole('checkbox', { name: /^Provision/ }),
    );
    await userEvent.click(await screen.findByRole('switch'));
    await waitFor(() =>
      expect(getTrustSetup).toHaveBeenLastCalledWith({
        path: { accountLinkId: 'link-1' },
        query: { permissionSets: ['import', 'provision'], events: true },
      }),
    );
    expect(screen.getByRole('checkbox', { name: /^Import/ })).toBeDisabled();
  });

  it('gives no template of another choice than the one that was made', async () => {
    const answer = { ...trustSetup, eventsAvailable: true };
    let goOn = () => {};
    const getTrustSetup = jest.fn(async ({ query }: any) => {
      if (query.permissionSets.length > 1) {
        await new Promise<void>(done => {
          goOn = done;
        });
      }
      return answer;
    });
    renderAccounts('/link-1/link', {
      getTrustSetup,
      getAccountLink: answers(accountLink(pending)),
    });
    const download = () =>
      screen.findByRole('button', { name: 'Download template' });
    expect(await download()).toBeEnabled();
    await userEvent.click(screen.getByRole('checkbox', { name: /^Deploy/ }));
    expect(await download()).toBeDisabled();
    goOn();
    await waitFor(async () => expect(await download()).toBeEnabled());
  });

  it('verifies the expected role and shows why it is refused', async () => {
    const link = accountLink(pending);
    const verifyAccountLink = jest.fn(async () => {
      Object.assign(link, { checks: refused, roleArn: trustSetup.roleArn });
      return { checks: refused, availableRegions: [], accountLink: link };
    });
    renderAccounts('/link-1/link?step=verify', {
      verifyAccountLink,
      getAccountLink: jest.fn(async () => ({ ...link })),
    });
    await press('Verify');
    expect(verifyAccountLink).toHaveBeenCalledWith({
      path: { accountLinkId: 'link-1' },
      body: { roleArn: trustSetup.roleArn },
    });
    expect(await screen.findByText('The role is refused')).toBeInTheDocument();
    expect(
      screen.getByText('The role can be assumed without the external id.'),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Go on' }),
    ).not.toBeInTheDocument();
  });

  it('imports the regions that were chosen', async () => {
    const updateAccountLink = answers(accountLink());
    renderAccounts('/link-1/link', {
      updateAccountLink,
      getAccountLink: answers(accountLink({ regions: [], checks: passed })),
    });
    await press('None');
    expect(
      screen.getByRole('button', { name: 'Import these regions' }),
    ).toBeDisabled();
    await userEvent.click(screen.getByRole('checkbox', { name: 'eu-west-1' }));
    await press('Import these regions');
    await waitFor(() =>
      expect(updateAccountLink).toHaveBeenCalledWith({
        path: { accountLinkId: 'link-1' },
        query: { version: 3 },
        body: { regions: ['eu-west-1'] },
      }),
    );
  });

  it('speaks of a single region in the singular', async () => {
    const queued = {
      state: 'queued' as const,
      requestedAt: '2026-03-14T09:26:53Z',
      listed: 0,
      exported: 0,
    };
    renderAccounts('/link-1/link', {
      getAccountLink: answers(
        accountLink({
          regions: [
            region({ fresh: false, syncedAt: undefined, import: queued }),
          ],
        }),
      ),
    });
    expect(
      await screen.findByText(/0 of 1 region is read\./),
    ).toBeInTheDocument();
  });

  it('shows the first import region by region', async () => {
    renderAccounts('/link-1/link', {
      getAccountLink: answers(
        accountLink({
          regions: [
            region(),
            region({
              region: 'eu-west-1',
              fresh: false,
              syncedAt: undefined,
              import: {
                state: 'queued',
                requestedAt: '2026-03-14T09:26:53Z',
                listed: 0,
                exported: 0,
              },
            }),
          ],
        }),
      ),
    });
    expect(
      await screen.findByText(/1 of 2 regions are read/),
    ).toBeInTheDocument();
    expect(screen.getByRole('row', { name: /eu-west-1/ })).toHaveTextContent(
      'Queued',
    );
  });

  it.each([
    ['accountId must NOT have more than 64 characters', /^Account id/],
    ['alias must be more than blanks', /^Alias/],
  ])('shows at its field what the backend refuses: %s', async (said, label) => {
    renderAccounts('/link', {
      createAccountLink: jest
        .fn()
        .mockRejectedValue(await refusal(`request/body/${said}`)),
    });
    await type(/^Account id/, '210987654321');
    await type(/^Alias/, 'Payments');
    await press('Begin linking');
    expect(
      await screen.findByText(/^(At most 64 characters|Must be more than)/),
    ).toBeInTheDocument();
    expect(screen.getByLabelText(label)).toBeInvalid();
    expect(document.body).not.toHaveTextContent('request/body');
  });

  it('shows at the role what the backend refuses', async () => {
    renderAccounts('/link-1/link?step=verify', {
      getAccountLink: answers(accountLink(pending)),
      verifyAccountLink: jest
        .fn()
        .mockRejectedValue(
          await refusal('request/body/roleArn: it belongs to another account'),
        ),
    });
    await press('Verify');
    expect(
      await screen.findByText('It belongs to another account.'),
    ).toBeInTheDocument();
    expect(screen.getByLabelText(/^Role ARN/)).toBeInvalid();
  });

  it('shows at the regions what the backend refuses', async () => {
    renderAccounts('/link-1/link', {
      getAccountLink: answers(accountLink({ regions: [], checks: passed })),
      updateAccountLink: jest
        .fn()
        .mockRejectedValue(
          await refusal(
            'request/body/regions/0 must be a region that is enabled in the account: eu-west-1',
          ),
        ),
    });
    await press('Import these regions');
    expect(
      await screen.findByText(/^Must be a region that is enabled/),
    ).toBeInTheDocument();
  });
});
