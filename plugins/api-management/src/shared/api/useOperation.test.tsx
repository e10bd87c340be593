import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { product } from '../__testUtils__/examples';
import { refusal } from '../__testUtils__/refusal';
import { renderPage } from '../__testUtils__/renderPage';
import { useOperation, useOperationMutation } from './useOperation';

const path = { productId: 'product-1' };

function Product() {
  const { data } = useOperation('getProduct', { path });
  const { mutate } = useOperationMutation('deleteProduct');
  return <button onClick={() => mutate({ path })}>{data?.state}</button>;
}

const deleteRefused = async (status: number) => {
  const getProduct = jest
    .fn()
    .mockResolvedValueOnce({ ...product, state: 'draft' })
    .mockResolvedValue({ ...product, state: 'published' });
  const deleteProduct = jest
    .fn()
    .mockRejectedValue(await refusal('Not now', status));
  await renderPage(<Product />, { client: { getProduct, deleteProduct } });
  await userEvent.click(await screen.findByRole('button', { name: 'draft' }));
  return getProduct;
};

describe('a write that is refused', () => {
  it.each([
    ['what changed meanwhile', 409],
    ['what is gone', 404],
  ])('shows anew %s', async (_, status) => {
    await deleteRefused(status);
    expect(
      await screen.findByRole('button', { name: 'published' }),
    ).toBeInTheDocument();
  });

  it('leaves what was read as it is when only the request was wrong', async () => {
    const getProduct = await deleteRefused(400);
    expect(screen.getByRole('button', { name: 'draft' })).toBeInTheDocument();
    expect(getProduct).toHaveBeenCalledTimes(1);
  });
});
