import type { Stack } from '@oaf/backstage-plugin-api-management-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '../../shared/__testUtils__/refusal';
import type { StubClient } from '../../shared/__testUtils__/renderPage';
import { deployment, stack } from './__testUtils__/examples';
import {
  answers,
  page,
  renderInfrastructure,
} from './__testUtils__/renderInfrastructure';

jest.setTimeout(60_000);

const render = (fields: Partial<Stack> = {}, client: StubClient = {}) =>
  renderInfrastructure('/stacks/stack-1', {
    getStack: answers(stack(fields)),
    ...client,
  });

describe('StackPage', () => {
  it('shows outputs, parameters and the deployments of it', async () => {
    const listDeployments = answers(page(deployment('succeeded')));
    await render({}, { listDeployments });
    expect(await screen.findByText('https://api.example.com')).toBeVisible();
    expect(screen.getByText('api.example.com')).toBeVisible();
    expect(
      await screen.findByRole('row', { name: /Deploy oaf-gateway/ }),
    ).toHaveTextContent('Succeeded');
    expect(listDeployments).toHaveBeenCalledWith({
      query: expect.objectContaining({
        accountLinkId: 'link-1',
        stackName: 'oaf-gateway',
      }),
    });
    expect(screen.getByRole('link', { name: 'Update' })).toHaveAttribute(
      'href',
      '/api-management/infrastructure/stacks/stack-1/update',
    );
  });

  it('asks whether somebody changed it by hand', async () => {
    const detectStackDrift = answers(stack());
    await render({}, { detectStackDrift });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Detect drift' }),
    );
    expect(detectStackDrift).toHaveBeenCalledWith({
      path: { stackId: 'stack-1' },
    });
  });

  it('names what somebody changed by hand', async () => {
    await render({ drift: { state: 'drifted', resources: ['Table', 'Api'] } });
    expect(
      await screen.findByText('Somebody changed Table, Api by hand'),
    ).toBeInTheDocument();
  });

  it('leads to what is under way, and says why nothing else can be done', async () => {
    await render({ liveDeploymentId: 'deployment-1' });
    for (const name of ['Update', 'Remove', 'Detect drift']) {
      const button = await screen.findByRole('button', { name });
      expect(button).toBeDisabled();
      expect(button).toHaveAccessibleDescription(/under way/);
    }
    expect(
      screen.getByRole('link', { name: 'Follow deployment' }),
    ).toHaveAttribute(
      'href',
      '/api-management/infrastructure/deployments/deployment-1',
    );
  });

  it('has a template of its own, which an update needs again', async () => {
    await render({ template: 'own' });
    expect((await screen.findAllByText('Own template')).length).toBe(2);
    expect(screen.queryByText('Current')).not.toBeInTheDocument();
    const update = screen.getByRole('button', { name: 'Update' });
    expect(update).toBeDisabled();
    expect(update).toHaveAccessibleDescription(
      /^Its template came with the deployment and is not kept/,
    );
    expect(screen.getByRole('button', { name: 'Remove' })).toBeEnabled();
    expect(screen.getByRole('button', { name: 'Detect drift' })).toBeEnabled();
  });

  it('says that there is no such stack', async () => {
    await render(
      {},
      {
        getStack: jest.fn(async () => {
          throw await refusal('There is no stack x', 404);
        }),
      },
    );
    expect(await screen.findByText('There is no stack x')).toBeInTheDocument();
  });
});
