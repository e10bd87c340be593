import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { product } from '../../shared/__testUtils__/examples';
import { refusal } from '../../shared/__testUtils__/refusal';
import {
  renderPage,
  type StubClient,
} from '../../shared/__testUtils__/renderPage';
import { ProductActions } from './ProductActions';
import { ProductRules } from './ProductRules';

const render = (patch: Partial<ApiProduct>, client: StubClient = {}) =>
  renderPage(
    <>
      <ProductActions product={{ ...product, ...patch }} />
      <ProductRules product={{ ...product, ...patch }} />
    </>,
    { client },
  );
const press = (name: string) =>
  userEvent.click(screen.getByRole('button', { name }));
const dialog = async () => within(await screen.findByRole('dialog'));

describe('what a provider does with a product', () => {
  it('deletes a draft, once that was confirmed', async () => {
    const deleteProduct = jest.fn(async () => {});
    render({ deletable: true }, { deleteProduct });
    await press('Delete draft');
    const question = await dialog();
    expect(question.getByText(/gone for good/)).toBeInTheDocument();
    expect(deleteProduct).not.toHaveBeenCalled();
    await userEvent.click(
      question.getByRole('button', { name: 'Delete draft' }),
    );
    expect(deleteProduct).toHaveBeenCalledWith({
      path: { productId: 'product-1' },
    });
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('shows in the dialog why a deletion was refused', async () => {
    const deleteProduct = jest
      .fn()
      .mockRejectedValue(await refusal('somebody subscribed to it', 409));
    render({ deletable: true }, { deleteProduct });
    await press('Delete draft');
    const question = await dialog();
    await userEvent.click(
      question.getByRole('button', { name: 'Delete draft' }),
    );
    expect(
      await question.findByText('somebody subscribed to it'),
    ).toBeInTheDocument();
  });

  it('says why it cannot be retired now', async () => {
    const reason = 'It has 3 live subscriptions; possible when none is live.';
    render({
      state: 'deprecated',
      actions: ['publish'],
      blocked: [{ action: 'retire', reason }],
    });
    const retire = screen.getByRole('button', { name: 'Retire' });
    expect(retire).toBeDisabled();
    expect(retire).toHaveAccessibleDescription(reason);
    expect(screen.getAllByText(reason).length).toBeGreaterThan(1);
  });

  it.each(['deprecate', 'retire'] as const)(
    'gives a reason to %s',
    async action => {
      const transitionProduct = jest.fn(async () => product);
      render({ actions: [action] }, { transitionProduct });
      const name = action === 'retire' ? 'Retire' : 'Deprecate';
      await press(name);
      const question = await dialog();
      expect(question.getByRole('button', { name })).toBeDisabled();
      await userEvent.type(question.getByLabelText(/Reason/), 'Use version 2.');
      await userEvent.click(question.getByRole('button', { name }));
      expect(transitionProduct).toHaveBeenCalledWith({
        path: { productId: 'product-1' },
        body: { action, reason: 'Use version 2.' },
      });
    },
  );
});
