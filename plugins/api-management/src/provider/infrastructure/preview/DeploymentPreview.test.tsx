import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type {
  Deployment,
  DeploymentInput,
} from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { refusal } from '../../../shared/__testUtils__/refusal';
import {
  renderPage,
  type StubClient,
} from '../../../shared/__testUtils__/renderPage';
import { changes, deployment, template } from '../__testUtils__/examples';
import { answers, page } from '../__testUtils__/renderInfrastructure';
import { DeploymentPreview } from './DeploymentPreview';

jest.setTimeout(60_000);

const place = {
  accountLinkId: 'link-1',
  region: 'eu-central-1',
  stackName: 'oaf-gateway',
};
const input: DeploymentInput = {
  action: 'deploy',
  ...place,
  template: 'gateway',
  parameters: { Rate: '9' },
};
const of = (
  state: Deployment['state'],
  fields: Partial<Deployment> = {},
): Deployment =>
  deployment(state, { ...place, parameters: { Rate: '9' }, ...fields });

/** A form with the preview alone; tells what its value is. */
function Form({ begin }: { begin?: string }) {
  const [value, setValue] = useState<string | undefined>(begin);
  return (
    <>
      <output>{value ?? 'none'}</output>
      <DeploymentPreview input={input} value={value} onChange={setValue} />
    </>
  );
}

const draw = (client: StubClient, begin?: string) =>
  renderPage(<Form begin={begin} />, {
    client: {
      listStackTemplates: answers({
        installation: 'i-1',
        serialNumber: 's-1',
        items: [template()],
      }),
      listDeploymentChanges: answers(page(...changes)),
      ...client,
    },
  });

describe('DeploymentPreview', () => {
  it('starts what the form asks for, and shows what changes and what it costs', async () => {
    const startDeployment = answers(of('queued'));
    await draw({
      startDeployment,
      getDeployment: answers(of('awaiting-confirmation')),
    });
    expect(
      await screen.findByText(/What changes in oaf-gateway/),
    ).toBeInTheDocument();
    expect(startDeployment).toHaveBeenCalledTimes(1);
    expect(startDeployment).toHaveBeenCalledWith({ body: input });
    expect(document.querySelector('output')).toHaveTextContent('deployment-1');
    const costs = screen.getByRole('region', { name: 'Expected cost a month' });
    expect(costs).toHaveTextContent('Calls, REST API');
  });

  it('keeps what was shown before when the form is as it was', async () => {
    const startDeployment = jest.fn();
    await draw(
      {
        startDeployment,
        getDeployment: answers(of('awaiting-confirmation')),
      },
      'deployment-1',
    );
    await screen.findByText(/What changes in oaf-gateway/);
    expect(startDeployment).not.toHaveBeenCalled();
  });

  it('discards that of a former page, and starts another once it is gone', async () => {
    const former = of('awaiting-confirmation', { parameters: { Rate: '1' } });
    const told = new Map([['deployment-1', former]]);
    const startDeployment = jest.fn(async () => {
      expect(told.get('deployment-1')!.state).toBe('cancelled');
      told.set(
        'deployment-2',
        of('awaiting-confirmation', { id: 'deployment-2' }),
      );
      return told.get('deployment-2');
    });
    const cancelDeployment = jest.fn(async () => {
      told.set('deployment-1', { ...former, state: 'cancelled' });
      return told.get('deployment-1');
    });
    await draw(
      {
        startDeployment,
        cancelDeployment,
        getDeployment: jest.fn(async ({ path }) => told.get(path.deploymentId)),
      },
      'deployment-1',
    );
    await screen.findByText(/What changes in oaf-gateway/);
    expect(cancelDeployment).toHaveBeenCalledTimes(1);
    expect(startDeployment).toHaveBeenCalledTimes(1);
    expect(document.querySelector('output')).toHaveTextContent('deployment-2');
  });

  it('takes up the same that is under way already', async () => {
    const listDeployments = answers(page(of('previewing', { id: 'other' })));
    await draw({
      startDeployment: jest.fn(async () => {
        throw await refusal('oaf-gateway is being deployed', 409);
      }),
      listDeployments,
      getDeployment: answers(of('awaiting-confirmation', { id: 'other' })),
    });
    await screen.findByText(/What changes in oaf-gateway/);
    expect(document.querySelector('output')).toHaveTextContent('other');
  });

  it('says who does something else with the stack, and looks again when it is asked to', async () => {
    const other = of('executing', { id: 'other', parameters: { Rate: '1' } });
    const startDeployment = jest
      .fn(async (): Promise<unknown> => of('queued'))
      .mockImplementationOnce(async () => {
        throw await refusal('user:default/max deploys oaf-gateway', 409);
      });
    await draw({
      startDeployment,
      listDeployments: answers(page(other)),
      getDeployment: answers(of('awaiting-confirmation')),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'user:default/max deploys oaf-gateway',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Look again' }));
    await screen.findByText(/What changes in oaf-gateway/);
  });

  it('says what failed and what to do', async () => {
    const failure = { message: 'A name is taken; choose another.' };
    await draw({
      startDeployment: answers(of('queued')),
      getDeployment: answers(of('failed', { failure })),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'A name is taken; choose another.',
    );
    expect(
      screen.getByRole('button', { name: 'Look again' }),
    ).toBeInTheDocument();
  });

  it('says that there is nothing to change', async () => {
    await draw({
      startDeployment: answers(of('queued')),
      getDeployment: answers(of('succeeded', { changed: false })),
    });
    expect(await screen.findByText('Nothing to change')).toBeInTheDocument();
  });

  it('looks anew when what was shown is gone', async () => {
    const startDeployment = answers(of('queued', { id: 'new' }));
    await draw(
      {
        startDeployment,
        getDeployment: jest.fn(async ({ path }) => {
          if (path.deploymentId === 'gone') {
            throw await refusal('There is no deployment gone', 404);
          }
          return of('awaiting-confirmation', { id: 'new' });
        }),
      },
      'gone',
    );
    await waitFor(() =>
      expect(document.querySelector('output')).toHaveTextContent('new'),
    );
  });
});
