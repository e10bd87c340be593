import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '../../shared/__testUtils__/refusal';
import { deployment, stack } from './__testUtils__/examples';
import {
  answers,
  page,
  renderInfrastructure,
} from './__testUtils__/renderInfrastructure';

jest.setTimeout(60_000);

const needs = async () =>
  within(await screen.findByRole('list', { name: 'What is needed' }))
    .getAllByRole('listitem')
    .map(need => need.dataset.met);

describe('InfrastructurePage', () => {
  it('lists what is deployed, what is newer, what drifted and what is under way', async () => {
    await renderInfrastructure('', {
      listStacks: answers(
        page(
          stack({
            updateAvailable: true,
            drift: { state: 'drifted', resources: ['Table'] },
            liveDeploymentId: 'deployment-1',
          }),
          stack({ id: 'stack-2', name: 'oaf-logs', template: 'logs' }),
        ),
      ),
    });
    const gateway = await screen.findByRole('row', { name: /oaf-gateway/ });
    expect(gateway).toHaveTextContent('Payments production');
    expect(gateway).toHaveTextContent('eu-central-1');
    expect(gateway).toHaveTextContent('Update available');
    expect(gateway).toHaveTextContent('Drifted');
    expect(
      within(gateway).getByRole('link', { name: 'Follow deployment' }),
    ).toHaveAttribute(
      'href',
      '/api-management/infrastructure/deployments/deployment-1',
    );
    const logs = screen.getByRole('row', { name: /oaf-logs/ });
    expect(logs).toHaveTextContent('Current');
    expect(within(logs).queryByRole('link', { name: /Follow/ })).toBeNull();
  });

  it('tells by what the installation is known', async () => {
    await renderInfrastructure('', {});
    expect(await screen.findByText('i-1')).toBeVisible();
    expect(screen.getByText('s-1')).toBeVisible();
  });

  it('narrows both lists by what the address says, and sorts at the server', async () => {
    const listStacks = answers(page(stack()));
    const listDeployments = answers(page(deployment('failed')));
    await renderInfrastructure('?accountLinkId=link-1&template=gateway', {
      listStacks,
      listDeployments,
    });
    const narrowed = { accountLinkId: 'link-1', template: 'gateway' };
    expect(await screen.findByText('Failed')).toBeInTheDocument();
    expect(listDeployments).toHaveBeenCalledWith({
      query: expect.objectContaining(narrowed),
    });
    expect(listStacks).toHaveBeenLastCalledWith({
      query: expect.objectContaining({ ...narrowed, orderBy: 'name:asc' }),
    });
    await userEvent.click(
      screen.getByRole('columnheader', { name: /Last change/ }),
    );
    expect(listStacks).toHaveBeenLastCalledWith({
      query: expect.objectContaining({ ...narrowed, orderBy: 'changedAt:asc' }),
    });
  });

  it('says without a driver that deploys what would be possible, and what is needed', async () => {
    await renderInfrastructure('', {
      listStackTemplates: answers({
        installation: 'i-1',
        serialNumber: 's-1',
        items: [],
      }),
    });
    expect(await needs()).toEqual(['false', 'false']);
    expect(screen.getByText(/The embedded gateway needs none/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Link account' })).toBeVisible();
    expect(screen.queryByRole('link', { name: 'Deploy' })).toBeNull();
  });

  it('asks for an account when that is all that is missing', async () => {
    await renderInfrastructure('', { listAccountLinks: answers(page()) });
    expect(await needs()).toEqual(['true', 'false']);
  });

  it('leads to the first deployment when all is there', async () => {
    await renderInfrastructure('', {});
    await waitFor(async () => expect(await needs()).toEqual(['true', 'true']));
    expect(screen.getAllByRole('link', { name: 'Deploy' })[0]).toHaveAttribute(
      'href',
      '/api-management/infrastructure/deploy',
    );
  });

  it('offers no deployment to who may only look', async () => {
    await renderInfrastructure(
      '',
      { listStacks: answers(page(stack())) },
      'DENY',
    );
    expect(
      await screen.findByRole('row', { name: /oaf-gateway/ }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('link', { name: 'Deploy' })).toBeNull();
  });

  it('says why the stacks cannot be read', async () => {
    await renderInfrastructure('', {
      listStacks: jest.fn(async () => {
        throw await refusal('You lack api-management.infrastructure.read', 403);
      }),
    });
    expect(
      await screen.findByText('You lack api-management.infrastructure.read'),
    ).toBeInTheDocument();
  });
});
