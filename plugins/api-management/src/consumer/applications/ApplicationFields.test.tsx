import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '../../shared/__testUtils__/refusal';
import { renderPage } from '../../shared/__testUtils__/renderPage';
import { ApplicationFields } from './ApplicationFields';

describe('the menu of who may own an application', () => {
  it('says that it could not be read, and reads it again when told to', async () => {
    const getBackstageIdentity = jest
      .fn()
      .mockRejectedValueOnce(await refusal('Nobody knows you'))
      .mockResolvedValue({
        type: 'user',
        userEntityRef: 'user:default/max',
        ownershipEntityRefs: ['user:default/max', 'group:default/team-a'],
      });
    const onChange = jest.fn();
    await renderPage(
      <ApplicationFields
        value={{ title: '', owner: '' }}
        problems={{}}
        onChange={onChange}
      />,
      { client: {}, identity: { getBackstageIdentity } },
    );
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The choices of “Owner” could not be read: Nobody knows you',
    );
    expect(onChange).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: 'Retry' }));
    await waitFor(() =>
      expect(screen.queryByRole('alert')).not.toBeInTheDocument(),
    );
    expect(onChange).toHaveBeenCalledWith({ owner: 'user:default/max' });
    await userEvent.click(screen.getByRole('button', { name: /Owner/ }));
    expect(
      await screen.findByRole('option', { name: 'team-a' }),
    ).toBeInTheDocument();
  });
});
