import { deploymentStates } from '@oaf/backstage-plugin-api-management-common';
import type {
  Deployment,
  DeploymentChange,
  DeploymentState,
} from '@oaf/backstage-plugin-api-management-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '../../shared/__testUtils__/refusal';
import type { StubClient } from '../../shared/__testUtils__/renderPage';
import { apiManagementMessages } from '../../translation';
import { changes, deployment, event, stack } from './__testUtils__/examples';
import {
  answers,
  page,
  renderInfrastructure,
} from './__testUtils__/renderInfrastructure';

jest.setTimeout(60_000);

const render = (
  shown: Deployment,
  client: StubClient = {},
  authorize?: 'ALLOW' | 'DENY',
) =>
  renderInfrastructure(
    '/deployments/deployment-1',
    { getDeployment: answers(shown), ...client },
    authorize,
  );

const button = (name: string) => screen.findByRole('button', { name });
const press = async (name: string) => userEvent.click(await button(name));
const path = { deploymentId: 'deployment-1' };
const states = Object.keys(deploymentStates) as DeploymentState[];

const sections = async () => {
  await screen.findByRole('region', { name: 'Events' });
  return screen
    .getAllByRole('region')
    .flatMap(region => within(region).queryAllByRole('heading').slice(0, 1))
    .map(({ textContent }) => textContent);
};

const header = (name: string) => screen.queryByRole('columnheader', { name });

describe('DeploymentPage', () => {
  it('shows what will change first, and once it is confirmed what happens', async () => {
    const listDeploymentChanges = answers(page(...changes));
    const { unmount } = await render(deployment('awaiting-confirmation'), {
      listDeploymentChanges,
    });
    expect((await sections()).slice(0, 2)).toEqual([
      'What will change',
      'Events',
    ]);
    unmount();
    await render(deployment('executing'), { listDeploymentChanges });
    expect((await sections()).slice(0, 2)).toEqual([
      'Events',
      'What was confirmed',
    ]);
  });

  it('tells where resources are and which properties change, where there is any', async () => {
    const { unmount } = await render(deployment('awaiting-confirmation'), {
      listDeploymentChanges: answers(page(...changes)),
    });
    await screen.findByRole('row', { name: /Table/ });
    expect(header('Now')).toBeVisible();
    expect(header('Properties')).toBeVisible();
    unmount();
    await render(deployment('awaiting-confirmation'), {
      listDeploymentChanges: answers(page(changes[0])),
    });
    await screen.findByRole('row', { name: /Api/ });
    expect(header('Now')).toBeNull();
    expect(header('Properties')).toBeNull();
  });

  it.each(states)('says that it is %s', async state => {
    await render(deployment(state));
    const heading = await screen.findByRole('heading', {
      name: 'Deploy oaf-gateway',
    });
    expect(heading).toBeInTheDocument();
    expect(
      screen.getAllByText(apiManagementMessages.state[state])[0],
    ).toBeInTheDocument();
  });

  it.each([
    ['queued', 'Confirm', 'What it would change is not known yet.'],
    ['previewing', 'Confirm', 'What it would change is not known yet.'],
    ['executing', 'Confirm', 'It was confirmed already.'],
    ['cancelling', 'Confirm', 'It is being cancelled already.'],
    ['cancelling', 'Cancel deployment', 'It is being cancelled already.'],
  ] as const)(
    'says while %s why one cannot: %s',
    async (state, name, reason) => {
      await render(deployment(state));
      expect(await button(name)).toBeDisabled();
      expect(await button(name)).toHaveAccessibleDescription(reason);
    },
  );

  it.each([
    ['awaiting-confirmation', 'Confirm'],
    ['awaiting-confirmation', 'Cancel deployment'],
    ['queued', 'Cancel deployment'],
    ['executing', 'Cancel deployment'],
  ] as const)('offers while %s: %s', async (state, name) => {
    await render(deployment(state));
    expect(await button(name)).toBeEnabled();
  });

  it('shows what will change, and what is lost by it', async () => {
    await render(deployment('awaiting-confirmation'));
    const rows = await screen.findAllByRole('row', { name: /AWS::/ });
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^AddApi/),
      expect.stringMatching(/^ReplaceTable.*KeySchemaoaf-table-1/),
      expect.stringMatching(/^Modify, perhaps replaceStage/),
    ]);
    expect(
      screen.getByText(
        '1 resource is replaced, 1 resource is perhaps replaced',
      ),
    ).toBeInTheDocument();
  });

  it('tells apart what goes with a stack, what it keeps, and what goes because somebody asked', async () => {
    const removal = (
      action: DeploymentChange['action'],
      resource: string,
    ): DeploymentChange => ({ ...changes[0], action, resource });
    await render(deployment('awaiting-confirmation', { action: 'destroy' }), {
      listDeploymentChanges: answers(
        page(
          removal('remove', 'Alarm'),
          removal('keep', 'Table'),
          removal('snapshot', 'Database'),
          removal('remove-kept', 'Key'),
        ),
      ),
    });
    const rows = await screen.findAllByRole('row', { name: /AWS::/ });
    expect(rows.map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^RemoveAlarm/),
      expect.stringMatching(/^KeepsTable/),
      expect.stringMatching(/^Remove, keep a snapshotDatabase/),
      expect.stringMatching(/^Removes, because askedKey/),
    ]);
    expect(
      screen.getByText('3 resources are removed, 1 resource is kept'),
    ).toBeInTheDocument();
  });

  it('does not ask for changes before they are known', async () => {
    const listDeploymentChanges = jest.fn();
    await render(deployment('uploading'), { listDeploymentChanges });
    expect(
      await screen.findByText('What it would change is not known yet.', {
        selector: 'p',
      }),
    ).toBeInTheDocument();
    expect(listDeploymentChanges).not.toHaveBeenCalled();
  });

  it('confirms the changes that it shows once more, and says until when one may', async () => {
    const confirmDeployment = answers(deployment('executing'));
    await render(
      deployment('awaiting-confirmation', {
        confirmBefore: '2026-03-15T09:26:53.000Z',
      }),
      { confirmDeployment },
    );
    expect(await screen.findByText(/before 15 March 2026/)).toBeInTheDocument();
    await press('Confirm');
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText(/Payments production, eu-central-1: 3/),
    ).toBeInTheDocument();
    expect(within(dialog).getByText(/1 resource is replaced/)).toBeVisible();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Confirm' }),
    );
    await waitFor(() =>
      expect(confirmDeployment).toHaveBeenCalledWith({ path }),
    );
  });

  it('removes only after the name of the stack was typed', async () => {
    const confirmDeployment = answers(deployment('executing'));
    await render(deployment('awaiting-confirmation', { action: 'destroy' }), {
      confirmDeployment,
    });
    await press('Confirm');
    const dialog = await screen.findByRole('dialog');
    const remove = await within(dialog).findByRole('button', {
      name: 'Remove',
    });
    const name = within(dialog).getByRole('textbox');
    await userEvent.type(name, 'oaf-gate');
    expect(remove).toBeDisabled();
    await userEvent.type(name, 'way');
    await userEvent.click(remove);
    await waitFor(() =>
      expect(confirmDeployment).toHaveBeenCalledWith({ path }),
    );
  });

  it('says what is lost when what is kept goes, too, and how long it can be undone', async () => {
    const removal = { action: 'destroy', deleteKept: true } as const;
    await render(deployment('awaiting-confirmation', removal));
    await press('Confirm');
    const dialog = await screen.findByRole('dialog', {
      name: 'Remove oaf-gateway and all that it keeps',
    });
    expect(
      await within(dialog).findByText(/buckets with every version.*30 days/),
    ).toBeInTheDocument();
    const remove = within(dialog).getByRole('button', {
      name: 'Remove and delete all',
    });
    expect(remove).toBeDisabled();
    await userEvent.type(within(dialog).getByRole('textbox'), 'oaf-gateway');
    expect(remove).toBeEnabled();
  });

  it('spares what is kept while the stack goes, and not after', async () => {
    const removal = { action: 'destroy', deleteKept: true } as const;
    const cancelDeployment = answers(deployment('executing', removal));
    const { unmount } = await render(deployment('executing', removal), {
      cancelDeployment,
    });
    await press('Keep what it holds');
    const dialog = await screen.findByRole('dialog');
    expect(
      within(dialog).getByText(/What it keeps by default stays/),
    ).toBeInTheDocument();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Keep what it holds' }),
    );
    await waitFor(() =>
      expect(cancelDeployment).toHaveBeenCalledWith({ path }),
    );
    unmount();
    await render(deployment('deleting-kept', removal));
    expect(await button('Cancel removal')).toBeDisabled();
  });

  it('says why a confirmation was refused', async () => {
    await render(deployment('awaiting-confirmation'), {
      confirmDeployment: jest.fn(async () => {
        throw await refusal('The deployment went on in this moment', 409);
      }),
    });
    await press('Confirm');
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      await within(dialog).findByRole('button', { name: 'Confirm' }),
    );
    expect(
      await within(dialog).findByText('The deployment went on in this moment'),
    ).toBeInTheDocument();
  });

  it.each([
    ['previewing', /Nothing was changed yet/],
    ['executing', /What was changed so far is taken back/],
  ] as const)(
    'cancels while %s, and says what follows',
    async (state, words) => {
      const cancelDeployment = answers(deployment('cancelling'));
      await render(deployment(state), { cancelDeployment });
      await press('Cancel deployment');
      const dialog = await screen.findByRole('dialog');
      expect(within(dialog).getByText(words)).toBeInTheDocument();
      await userEvent.click(
        within(dialog).getByRole('button', { name: 'Cancel deployment' }),
      );
      await waitFor(() =>
        expect(cancelDeployment).toHaveBeenCalledWith({ path }),
      );
    },
  );

  it('says that a removal goes on once it was confirmed', async () => {
    await render(deployment('executing', { action: 'destroy' }));
    const cancel = await button('Cancel removal');
    expect(cancel).toBeDisabled();
    expect(cancel).toHaveAccessibleDescription(/cannot be stopped/);
  });

  it('tells how far it is and what it waits for', async () => {
    await render(
      deployment('executing', {
        progress: { done: 1, total: 2 },
        waitingFor: 'AWS throttles us; it is tried again by itself.',
      }),
    );
    const bar = await screen.findByRole('progressbar');
    expect(bar).toHaveAccessibleName('1 of 2 resources');
    expect(bar).toHaveAttribute('aria-valuenow', '1');
    expect(screen.getByText(/AWS throttles us/)).toBeInTheDocument();
  });

  it('appends events since the cursor as they come', async () => {
    const listDeploymentEvents = jest
      .fn()
      .mockResolvedValueOnce({ items: [event(1)], cursor: 1, more: true })
      .mockResolvedValueOnce({
        items: [event(2, { kind: 'done' })],
        cursor: 2,
        more: false,
      })
      .mockResolvedValueOnce({
        items: [event(3, { kind: 'failed', reason: 'Name taken' })],
        cursor: 3,
        more: false,
      })
      .mockResolvedValue({ items: [], cursor: 3, more: false });
    await render(deployment('executing'), { listDeploymentEvents });
    const log = await screen.findByRole('log', { name: 'Events' });
    expect(log).toHaveTextContent(/Resource1.*Resource2/);
    await waitFor(
      () => expect(log).toHaveTextContent(/Resource1.*Resource2.*Name taken/),
      { timeout: 20_000 },
    );
    expect(
      listDeploymentEvents.mock.calls
        .slice(0, 3)
        .map(([{ query }]) => query.after),
    ).toEqual([0, 1, 2]);
  });

  it('explains a failure by its root, and offers to try again or to clear away', async () => {
    const startDeployment = answers(
      deployment('queued', { action: 'destroy' }),
    );
    await render(
      deployment('failed', {
        failure: {
          message: 'The table name is taken. Choose another one.',
          resource: 'Table',
          type: 'AWS::DynamoDB::Table',
          reason: 'oaf-table already exists',
        },
      }),
      { startDeployment },
    );
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The table name is taken.');
    expect(alert).toHaveTextContent('Table (AWS::DynamoDB::Table)');
    expect(alert).toHaveTextContent('oaf-table already exists');
    expect(screen.getByRole('link', { name: 'Try again' })).toHaveAttribute(
      'href',
      '/api-management/infrastructure/deployments/deployment-1/again',
    );
    await press('Remove');
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Show what goes' }),
    );
    await waitFor(() =>
      expect(startDeployment).toHaveBeenCalledWith({
        body: {
          action: 'destroy',
          accountLinkId: 'link-1',
          region: 'eu-central-1',
          stackName: 'oaf-gateway',
          deleteKept: false,
        },
      }),
    );
  });

  it('asks for what is kept only when that was chosen', async () => {
    const startDeployment = answers(deployment('queued', { id: 'removal' }));
    await render(deployment('failed'), { startDeployment });
    await press('Remove');
    const dialog = await screen.findByRole('dialog');
    const choice = within(dialog).getByRole('checkbox', {
      name: /Delete what it keeps, too.*for 30 days/,
    });
    expect(choice).not.toBeChecked();
    await userEvent.click(choice);
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Show what goes' }),
    );
    await waitFor(() =>
      expect(startDeployment).toHaveBeenCalledWith({
        body: expect.objectContaining({ action: 'destroy', deleteKept: true }),
      }),
    );
  });

  it('gives the outputs to copy, and leads to the stack', async () => {
    await render(
      deployment('succeeded', { outputs: { Url: 'https://api.example.com' } }),
      { listStacks: answers(page(stack())) },
    );
    expect(await screen.findByText('https://api.example.com')).toBeVisible();
    expect(await button('Copy Url')).toBeEnabled();
    expect(
      await screen.findByRole('link', { name: 'oaf-gateway' }),
    ).toHaveAttribute('href', '/api-management/infrastructure/stacks/stack-1');
    expect(screen.queryByRole('button', { name: 'Confirm' })).toBeNull();
  });

  it('says that there was nothing to change', async () => {
    await render(
      deployment('succeeded', {
        changed: false,
        progress: { done: 0, total: 0 },
        steps: [{ state: 'succeeded', at: '2026-03-14T09:26:53.000Z' }],
      }),
    );
    expect(await screen.findByText('Nothing to change')).toBeInTheDocument();
    expect(screen.getByText('It changes nothing.')).toBeInTheDocument();
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('offers no decision to who may only look', async () => {
    await render(deployment('awaiting-confirmation'), {}, 'DENY');
    expect(
      await screen.findByRole('heading', { name: 'Deploy oaf-gateway' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Confirm' })).toBeNull();
  });

  it('says that there is no such deployment', async () => {
    await render(deployment('queued'), {
      getDeployment: jest.fn(async () => {
        throw await refusal('There is no deployment x', 404);
      }),
    });
    expect(
      await screen.findByText('There is no deployment x'),
    ).toBeInTheDocument();
  });
});
