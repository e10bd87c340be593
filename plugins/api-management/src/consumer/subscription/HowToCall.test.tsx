import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../../shared/__testUtils__/renderPage';
import { HowToCall } from './HowToCall';

const connection = {
  account: 'Embedded gateway',
  issuer: 'https://gateway.example.com/oauth',
  registrationEndpoint: 'https://gateway.example.com/oauth/register',
  tokenEndpoint: 'https://gateway.example.com/oauth/token',
  clientId: 'sub_example',
  scopes: ['accounts:read'],
  resources: [
    {
      title: 'Accounts',
      region: 'local',
      url: 'https://gateway.example.com/accounts',
      examplePath: '/accounts',
    },
  ],
};

async function languages(consumerCommand?: string) {
  renderPage(<HowToCall subscriptionId="subscription-1" />, {
    client: { listConnections: jest.fn(async () => ({ items: [connection] })) },
    config: { apiManagement: { consumerCommand } },
  });
  const tabs = await screen.findAllByRole('tab');
  return tabs.map(({ textContent }) => textContent);
}

describe('HowToCall', () => {
  it('tells nobody to run a package that the installation does not offer', async () => {
    expect(await languages()).not.toContain('Command line');
    expect(screen.queryByText(/npx/)).not.toBeInTheDocument();
    expect(document.body).not.toHaveTextContent('@oaf/consumer');
  });

  it('opens with a program that runs without the portal’s own packages', async () => {
    const [first] = await languages('npx @example/calls');
    expect(first).toBe('Node.js');
    expect(screen.getByRole('tab', { selected: true })).toHaveTextContent(
      'Node.js',
    );
  });

  it('shows the command line that the installation names', async () => {
    await languages('npx @example/calls');
    await userEvent.click(screen.getByRole('tab', { name: 'Command line' }));
    expect(
      await screen.findByText(/^npx @example\/calls enrol --issuer/),
    ).toBeInTheDocument();
  });
});
