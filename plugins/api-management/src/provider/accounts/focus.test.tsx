import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { accountLink, batch } from '../../shared/__testUtils__/accounts';
import { answers, renderAccounts } from './__testUtils__/renderAccounts';

const none = { items: [], totalItems: 0 };
const step = (name: string) => screen.findByRole('group', { name });

describe('the steps of linking accounts', () => {
  it('have the focus as soon as they open, on the page of their own too', async () => {
    const link = accountLink({
      state: 'pending',
      roleArn: undefined,
      regions: [],
      checks: undefined,
    });
    renderAccounts('/link', {
      createAccountLink: answers(link),
      getAccountLink: answers(link),
    });
    const user = userEvent.setup();
    await user.type(
      await screen.findByRole('textbox', { name: /Account id/ }),
      '210987654321',
    );
    await user.type(screen.getByRole('textbox', { name: /Alias/ }), 'Payments');
    await user.click(screen.getByRole('button', { name: 'Begin linking' }));
    expect(await step('Make the trust role')).toHaveFocus();
    await user.click(screen.getByRole('button', { name: 'The role is made' }));
    expect(await step('Verify')).toHaveFocus();
  });

  it('have it for many accounts at once', async () => {
    renderAccounts('/batches/batch-1', {
      getAccountLinkBatch: answers(batch()),
      listAccountLinks: answers(none),
    });
    const user = userEvent.setup();
    expect(await step('Make the trust roles')).not.toHaveFocus();
    await user.click(
      screen.getByRole('button', { name: 'The roles are made' }),
    );
    expect(await step('Verify and import')).toHaveFocus();
  });
});
