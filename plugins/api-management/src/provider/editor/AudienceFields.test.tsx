import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '../../shared/__testUtils__/refusal';
import { renderPage } from '../../shared/__testUtils__/renderPage';
import { AudienceFields } from './AudienceFields';
import { newProduct } from './ProductForm';

const team = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'team-b', title: 'Team B' },
};

describe('the menu of groups that may see a product', () => {
  it('says that it could not be read, and reads it again when told to', async () => {
    const getEntities = jest
      .fn()
      .mockRejectedValueOnce(await refusal('The catalog is away'))
      .mockResolvedValue({ items: [team] });
    await renderPage(
      <AudienceFields
        form={{ ...newProduct(''), audienceType: 'groups' }}
        errors={{}}
        onChange={() => {}}
      />,
      { client: {}, catalog: { getEntities } },
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The choices of “Groups” could not be read: The catalog is away',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(() =>
      expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
    );
    await userEvent.click(screen.getByRole('button', { name: /Groups/ }));
    expect(
      await screen.findByRole('option', { name: 'Team B' }),
    ).toBeInTheDocument();
  });
});
