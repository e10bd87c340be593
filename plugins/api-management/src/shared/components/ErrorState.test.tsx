import { screen } from '@testing-library/react';
import { useOperation } from '../api';
import { refusal } from '../__testUtils__/refusal';
import { renderPage } from '../__testUtils__/renderPage';
import { ErrorState } from './ErrorState';
import { Loaded, LoadingLines } from './Loading';

/** What Backstage's sign-in throws when its session cannot be renewed. */
const notRenewed = Object.assign(
  new Error('Auth refresh request failed, Unauthorized'),
  { status: 401 },
);

/** What Backstage throws when the person closes the sign-in that it offered. */
const closed = Object.assign(new Error('Login failed'), {
  name: 'RejectedError',
});

function Product() {
  const product = useOperation('getProduct', { path: { productId: '1' } });
  return <Loaded query={product}>{({ title }) => title}</Loaded>;
}

describe('a session that has ended', () => {
  it.each([
    ['the backend’s answer 401', () => refusal('Missing credentials', 401)],
    ['a session that is not renewed', async () => notRenewed],
    ['a sign-in that was closed', async () => closed],
  ])('offers sign-in on %s, and asks once', async (_, toError) => {
    const getProduct = jest.fn().mockRejectedValue(await toError());
    await renderPage(<Product />, { client: { getProduct } });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Your session has ended',
    );
    expect(
      screen.getByRole('button', { name: 'Sign in again' }),
    ).toBeInTheDocument();
    expect(getProduct).toHaveBeenCalledTimes(1);
  });

  it('offers sign-in beside a form, so that what was typed stays', async () => {
    const error = await refusal('Missing credentials', 401);
    await renderPage(<ErrorState error={error} />, { client: {} });
    const link = await screen.findByRole('link', {
      name: 'Sign in in another window',
    });
    expect(link).toHaveAttribute('target', '_blank');
    expect(screen.getByRole('alert')).toHaveTextContent('what you typed stays');
  });
});

it('loading is told to screen readers in words', async () => {
  await renderPage(<LoadingLines />, { client: {} });
  expect(await screen.findByRole('status')).toHaveTextContent('Loading');
});
