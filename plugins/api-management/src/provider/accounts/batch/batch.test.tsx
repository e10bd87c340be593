import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { accountLink, batch } from '../../../shared/__testUtils__/accounts';
import { answers, renderAccounts } from '../__testUtils__/renderAccounts';

const press = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));

describe('linking many accounts', () => {
  it('shows what is wrong with a line and sends the others', async () => {
    const createAccountLinkBatch = answers(batch());
    renderAccounts('/link-many', {
      createAccountLinkBatch,
      getAccountLinkBatch: answers(batch()),
    });
    await userEvent.click(await screen.findByLabelText(/^Accounts/));
    await userEvent.paste(
      '111111111111, Payments, eu-central-1\n12, Cut\n222222222222',
    );
    expect(
      await screen.findByText('1 line has a problem and is left out.'),
    ).toBeInTheDocument();
    expect(screen.getByRole('row', { name: '12' })).toHaveTextContent(
      'An AWS account id has 12 digits.',
    );
    await press('Begin linking 2 accounts');
    await waitFor(() =>
      expect(createAccountLinkBatch).toHaveBeenCalledWith({
        body: {
          driver: 'aws',
          partition: 'aws',
          rows: [
            {
              accountId: '111111111111',
              alias: 'Payments',
              regions: ['eu-central-1'],
            },
            { accountId: '222222222222' },
          ],
        },
      }),
    );
  });

  it('reads a file', async () => {
    renderAccounts('/link-many', {});
    const file = new File([], 'accounts.csv');
    // The test's browser cannot read files.
    file.text = async () => '333333333333,Claims';
    await userEvent.upload(
      await screen.findByLabelText('File of accounts'),
      file,
    );
    expect(
      await screen.findByRole('button', { name: 'Begin linking 1 account' }),
    ).toBeEnabled();
  });

  it('shows the lines that the backend refused, and why', async () => {
    renderAccounts('/batches/batch-1', {
      getAccountLinkBatch: answers(
        batch({
          refusedRows: [
            {
              row: 2,
              accountId: '210987654321',
              message: 'This account is linked already.',
            },
          ],
        }),
      ),
    });
    expect(
      await screen.findByRole('row', { name: /210987654321/ }),
    ).toHaveTextContent('This account is linked already.');
  });

  it('verifies all and lists what became of each', async () => {
    const verifyAccountLinkBatch = answers(batch({ verifying: true }));
    const listAccountLinks = answers({
      items: [
        accountLink({
          state: 'pending',
          checks: [
            {
              check: 'assume-role',
              outcome: 'failed',
              message: 'There is no such role.',
            },
          ],
        }),
      ],
      totalItems: 1,
    });
    renderAccounts('/batches/batch-1?step=verify', {
      verifyAccountLinkBatch,
      listAccountLinks,
      getAccountLinkBatch: answers(batch()),
    });
    await press('Verify all');
    expect(verifyAccountLinkBatch).toHaveBeenCalledWith({
      path: { batchId: 'batch-1' },
    });
    expect(
      await screen.findByRole('row', { name: /Payments production/ }),
    ).toHaveTextContent('There is no such role.');
    expect(listAccountLinks).toHaveBeenCalledWith({
      query: expect.objectContaining({ batchId: 'batch-1' }),
    });
  });
});
