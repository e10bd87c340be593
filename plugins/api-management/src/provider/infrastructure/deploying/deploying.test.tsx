import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { accountLink } from '../../../shared/__testUtils__/accounts';
import { refusal } from '../../../shared/__testUtils__/refusal';
import type { StubClient } from '../../../shared/__testUtils__/renderPage';
import { deployment, stack, template } from '../__testUtils__/examples';
import {
  answers,
  page,
  renderInfrastructure,
} from '../__testUtils__/renderInfrastructure';

jest.setTimeout(120_000);

beforeAll(() => {
  const nothing = { observe() {}, unobserve() {}, disconnect() {} };
  Object.assign(window, { IntersectionObserver: jest.fn(() => nothing) });
});

const press = async (name: string | RegExp) =>
  userEvent.click(await screen.findByRole('button', { name }));

const choose = async (menu: RegExp, option: RegExp) => {
  await press(menu);
  await userEvent.click(await screen.findByRole('option', { name: option }));
};

const update = (client: StubClient = {}) =>
  renderInfrastructure('/stacks/stack-1/update', {
    getStack: answers(stack()),
    ...client,
  });

describe('deploying', () => {
  it('goes from the template to the parameters, and starts what was asked for', async () => {
    const startDeployment = answers(deployment('queued'));
    await renderInfrastructure('/deploy', {
      startDeployment,
      getDeployment: answers(deployment('queued')),
    });
    expect(await screen.findByText('Still missing: Template.')).toBeVisible();
    await userEvent.click(screen.getByRole('radio', { name: /gateway/ }));
    await press('Go on');
    await choose(/Account/, /Payments production/);
    await choose(/Region/, /eu-west-1/);
    expect(screen.getByRole('textbox', { name: /Stack/ })).toHaveValue(
      'oaf-gateway',
    );
    await press('Go on');
    await userEvent.type(
      await screen.findByRole('textbox', { name: /Domain/ }),
      'api.example.com',
    );
    await choose(/Firewall/, /yes/);
    await userEvent.type(screen.getByLabelText(/Password/), 'correct horse');
    await press('Show what will change');
    await waitFor(() =>
      expect(startDeployment).toHaveBeenCalledWith({
        body: {
          action: 'deploy',
          accountLinkId: 'link-1',
          region: 'eu-west-1',
          stackName: 'oaf-gateway',
          template: 'gateway',
          parameters: {
            Domain: 'api.example.com',
            Rate: '5',
            Firewall: 'yes',
            Password: 'correct horse',
          },
        },
      }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Deploy oaf-gateway' }),
    ).toBeInTheDocument();
  });

  it('says of accounts that cannot be deployed into why', async () => {
    await renderInfrastructure('/deploy', {
      listAccountLinks: answers(
        page(
          accountLink(),
          accountLink({ id: 'link-2', alias: 'New', state: 'pending' }),
          accountLink({ id: 'link-3', alias: 'Empty', availableRegions: [] }),
          accountLink({
            id: 'link-4',
            alias: 'Read',
            permissionSets: ['import', 'provision'],
          }),
          accountLink({
            id: 'link-5',
            alias: 'Open',
            permissionSets: ['import', 'deploy'],
          }),
        ),
      ),
    });
    await userEvent.click(
      await screen.findByRole('radio', { name: /gateway/ }),
    );
    await press('Go on');
    await press(/Account/);
    const option = (name: RegExp) => screen.findByRole('option', { name });
    expect(await option(/New/)).toHaveAttribute('aria-disabled', 'true');
    expect(await option(/New/)).toHaveTextContent('Not verified yet');
    expect(await option(/Empty/)).toHaveTextContent('No region is enabled');
    expect(await option(/Read/)).toHaveAttribute('aria-disabled', 'true');
    expect(await option(/Read/)).toHaveTextContent('does not let us deploy');
    expect(await option(/Open/)).not.toHaveAttribute('aria-disabled');
    // What its role allows is not known.
    expect(await option(/Payments/)).not.toHaveAttribute('aria-disabled');
  });

  it('names everything that is missing about the place', async () => {
    await renderInfrastructure('/deploy', {});
    await userEvent.click(
      await screen.findByRole('radio', { name: /gateway/ }),
    );
    await press('Go on');
    await userEvent.clear(screen.getByRole('textbox', { name: /Stack/ }));
    await press('Go on');
    const alerts = await screen.findAllByRole('alert');
    expect(alerts.map(({ textContent }) => textContent)).toEqual([
      'Choose one.',
      'Choose one.',
      expect.stringMatching(/^Begins with oaf-/),
    ]);
  });

  it('names every value that CloudFormation would refuse, before anything is asked', async () => {
    const startDeployment = jest.fn();
    await update({ startDeployment });
    const domain = await screen.findByRole('textbox', { name: /Domain/ });
    expect(domain).toHaveAccessibleDescription(
      'Name under which the gateway is reached. Must be a domain name.',
    );
    await userEvent.clear(domain);
    await userEvent.type(domain, 'NO');
    const rate = screen.getByRole('textbox', { name: /Rate/ });
    await userEvent.clear(rate);
    await userEvent.type(rate, '0');
    await userEvent.type(screen.getByLabelText(/Password/), 'short');
    await press('Show what will change');
    const alerts = await screen.findAllByRole('alert');
    expect(alerts.map(({ textContent }) => textContent)).toEqual([
      'Must be a domain name.',
      'Must be at least 1.',
      'Must be at least 8 characters long.',
    ]);
    expect(startDeployment).not.toHaveBeenCalled();
  });

  it('is filled in for an update, and keeps a secret that is not typed', async () => {
    const startDeployment = answers(deployment('queued'));
    await update({
      startDeployment,
      getDeployment: answers(deployment('queued')),
    });
    const rate = await screen.findByRole('textbox', { name: /Rate/ });
    expect(rate).toHaveValue('7');
    expect(
      screen.getByText(/Leave it empty to keep the value/),
    ).toBeInTheDocument();
    await userEvent.clear(rate);
    await userEvent.type(rate, '9');
    await press('Show what will change');
    await waitFor(() =>
      expect(startDeployment).toHaveBeenCalledWith({
        body: expect.objectContaining({
          stackName: 'oaf-gateway',
          template: 'gateway',
          parameters: { Domain: 'api.example.com', Rate: '9', Firewall: 'no' },
        }),
      }),
    );
  });

  it('shows at its field what the backend has against a value', async () => {
    await update({
      startDeployment: jest.fn(async () => {
        throw await refusal(
          'request/body/parameters/Domain is in use by oaf-x',
        );
      }),
    });
    await press('Show what will change');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('Is in use by oaf-x.');
    expect(screen.getByRole('textbox', { name: /Domain/ })).toBeInvalid();
  });

  it('says what to do when nothing was started', async () => {
    await update({
      startDeployment: jest.fn(async () => {
        throw await refusal('It lacks cloudformation:CreateChangeSet.', 409);
      }),
    });
    await press('Show what will change');
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The deployment was not started');
    expect(alert).toHaveTextContent('It lacks cloudformation:CreateChangeSet.');
  });

  it('goes back to the place when that is refused', async () => {
    await renderInfrastructure('/deployments/deployment-1/again', {
      getDeployment: answers(deployment('failed')),
      startDeployment: jest.fn(async () => {
        throw await refusal('request/body/region: it is not enabled');
      }),
    });
    await userEvent.type(
      await screen.findByLabelText(/Password/),
      'correct horse',
    );
    await press('Show what will change');
    const place = await screen.findByRole('form', {
      name: 'Account, region and name',
    });
    expect(
      await within(place).findByText('It is not enabled.'),
    ).toBeInTheDocument();
  });

  describe('of a hosted zone', () => {
    const withZone = template({
      parameters: [
        {
          name: 'HostedZoneId',
          label: 'Hosted zone',
          type: 'String',
          default: '',
          secret: false,
        },
      ],
    });
    const client = (listHostedZones: jest.Mock) => ({
      listStackTemplates: answers({
        installation: 'i-1',
        serialNumber: 's-1',
        items: [withZone],
      }),
      listHostedZones,
    });

    it('offers those of the account', async () => {
      const startDeployment = answers(deployment('queued'));
      const listHostedZones = answers(
        page(
          { id: 'Z1', name: 'example.com', private: false },
          { id: 'Z2', name: 'internal', private: true },
        ),
      );
      await update({ ...client(listHostedZones), startDeployment });
      await choose(/Hosted zone/, /internal/);
      expect(listHostedZones).toHaveBeenCalledWith({
        query: expect.objectContaining({ accountLinkId: 'link-1', offset: 0 }),
      });
      await press('Show what will change');
      await waitFor(() =>
        expect(startDeployment).toHaveBeenCalledWith({
          body: expect.objectContaining({
            parameters: expect.objectContaining({ HostedZoneId: 'Z2' }),
          }),
        }),
      );
    });

    it('asks for the id where the account does not tell', async () => {
      await update(
        client(
          jest.fn(async () => {
            throw await refusal('route53:ListHostedZones', 403);
          }),
        ),
      );
      expect(
        await screen.findByRole('textbox', { name: /Hosted zone/ }),
      ).toBeEnabled();
      expect(
        screen.getByText(/The account does not tell its zones/),
      ).toBeInTheDocument();
    });
  });

  it('says that a template is not offered any more', async () => {
    await update({
      listStackTemplates: answers({
        installation: 'i-1',
        serialNumber: 's-1',
        items: [],
      }),
    });
    expect(
      await screen.findByText('The template gateway is not offered any more.'),
    ).toBeInTheDocument();
  });

  it('says that nothing can be deployed without a template', async () => {
    await renderInfrastructure('/deploy', {
      listStackTemplates: answers({
        installation: 'i-1',
        serialNumber: 's-1',
        items: [],
      }),
    });
    expect(await screen.findByText(/None of the drivers/)).toBeInTheDocument();
  });

  it('says who may not deploy which permission is missing', async () => {
    await renderInfrastructure('/deploy', {}, 'DENY');
    expect(
      await screen.findByText(/api-management\.infrastructure\.deploy/),
    ).toBeInTheDocument();
  });
});
