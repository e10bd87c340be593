import { screen } from '@testing-library/react';
import type { Application } from '@oaf/backstage-plugin-api-management-common';
import { renderPage } from '../../shared/__testUtils__/renderPage';
import { ApplicationActions } from './ApplicationActions';

const application = (subscriptionCount: number): Application => ({
  id: 'application-1',
  title: 'Customer portal',
  owner: 'group:default/team-a',
  subscriptionCount,
  editable: true,
  version: 1,
  createdBy: 'user:default/max',
  createdAt: '2026-03-14T09:26:53Z',
  updatedAt: '2026-03-14T09:26:53Z',
});

const deleteButton = () => screen.findByRole('button', { name: 'Delete' });

describe('ApplicationActions', () => {
  it('says why an application with live subscriptions cannot be deleted', async () => {
    await renderPage(<ApplicationActions application={application(2)} />, {
      client: {},
    });
    expect(await deleteButton()).toBeDisabled();
    expect(await deleteButton()).toHaveAccessibleDescription(
      'It has 2 live subscriptions and cannot be deleted.',
    );
  });

  it('offers to delete one without', async () => {
    await renderPage(<ApplicationActions application={application(0)} />, {
      client: {},
    });
    expect(await deleteButton()).toBeEnabled();
  });
});
