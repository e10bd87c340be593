import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../__testUtils__/renderPage';
import { ConfirmDialog } from './ConfirmDialog';

const ask = async (props: Partial<Parameters<typeof ConfirmDialog>[0]>) => {
  await renderPage(
    <ConfirmDialog
      isOpen
      title="End: Customer portal"
      action="End"
      onConfirm={async () => {}}
      onClose={() => {}}
      {...props}
    />,
    { client: {} },
  );
  return within(await screen.findByRole('dialog'));
};

describe('ConfirmDialog', () => {
  it('says which answer is missing while its button is shut', async () => {
    const dialog = await ask({ reason: 'required' });
    const button = dialog.getByRole('button', { name: 'End' });
    expect(button).toBeDisabled();
    expect(button).toHaveAccessibleDescription('Still missing: Reason.');
    expect(dialog.getByText('Still missing: Reason.')).toBeVisible();
  });

  it('takes a reason of blanks for none', async () => {
    const dialog = await ask({ reason: 'required' });
    await userEvent.type(dialog.getByLabelText(/^Reason/), '   ');
    expect(
      dialog.getByRole('button', { name: 'End' }),
    ).toHaveAccessibleDescription('Still missing: Reason.');
  });

  it('says nothing more once it is there', async () => {
    const dialog = await ask({ reason: 'required' });
    await userEvent.type(dialog.getByLabelText(/^Reason/), 'No longer used.');
    const button = dialog.getByRole('button', { name: 'End' });
    expect(button).toBeEnabled();
    expect(button).not.toHaveAccessibleDescription();
    expect(dialog.queryByText(/^Still missing/)).not.toBeInTheDocument();
  });

  it('names what the form around it asks for before the reason', async () => {
    const dialog = await ask({
      reason: 'required',
      blocked: 'Choose at least one region.',
    });
    expect(
      dialog.getByRole('button', { name: 'End' }),
    ).toHaveAccessibleDescription('Choose at least one region.');
  });

  it('asks nothing when the reason is optional', async () => {
    const dialog = await ask({ reason: 'optional' });
    expect(dialog.getByRole('button', { name: 'End' })).toBeEnabled();
  });
});
