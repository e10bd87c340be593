import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { subscription } from '../../shared/__testUtils__/examples';
import {
  renderPage,
  type StubClient,
} from '../../shared/__testUtils__/renderPage';
import { downloadText } from '../../shared/download';
import { CredentialsPanel } from './CredentialsPanel';
import { canOpenKeyPairs, openKeyPair } from './openKeyPair';

jest.mock('../../shared/download');
jest.mock('./openKeyPair');

const secret = 'oaf_iat_kT2vS3cr3t';
const pem = '-----BEGIN PRIVATE KEY-----';
const password = {
  id: 'credential-1',
  type: 'initial-access-token',
  state: 'issued',
  prefix: 'oaf_iat_kT2v',
  revealable: true,
  createdAt: '2026-03-14T09:26:53Z',
};
const gateway = (name: string) => ({
  account: name,
  region: 'local',
  ready: true,
  issuer: `https://${name}/oauth`,
  keyPairEndpoint: `https://${name}/oauth/key-pair`,
});

function stub(more: StubClient = {}) {
  let revealable = true;
  return {
    listConnections: jest.fn(async () => ({ items: [gateway('north')] })),
    listCredentials: jest.fn(async () => ({
      items: [{ ...password, revealable }],
      unanswered: [],
    })),
    revealCredential: jest.fn(async () => {
      revealable = false;
      return { credential: password, secret };
    }),
    collectKeyPair: jest.fn(async (_: object) => ({
      encryptedPrivateKey: 'sealed',
      registration: {},
    })),
    ...more,
  };
}

async function open(client: ReturnType<typeof stub>) {
  await renderPage(
    <CredentialsPanel
      subscription={{
        ...subscription('subscription-1', 'Customer portal'),
        state: 'active',
        manageCredentials: true,
      }}
    />,
    { client },
  );
  await userEvent.click(
    await screen.findByRole('button', { name: 'Have a key pair made' }),
  );
  return within(await screen.findByRole('dialog'));
}

const refusal = (status: number, message: string) =>
  Object.assign(new Error(message), { status });

beforeEach(() => {
  jest.mocked(canOpenKeyPairs).mockReturnValue(true);
  jest.mocked(openKeyPair).mockResolvedValue({
    thumbprint: 'the-key',
    files: { pem, jwk: '{"d":"x"}', registration: '{}' },
  });
});
afterEach(() => jest.resetAllMocks());

describe('having a key pair made', () => {
  it('warns, makes it, lets it be saved, and forgets it', async () => {
    const client = stub();
    const dialog = await open(client);
    expect(
      dialog.getByText('The private key is shown one single time'),
    ).toBeInTheDocument();
    expect(client.revealCredential).not.toHaveBeenCalled();
    await userEvent.click(dialog.getByRole('button', { name: 'Have it made' }));
    await userEvent.click(
      await dialog.findByRole('button', { name: 'Private key (PEM)' }),
    );
    expect(downloadText).toHaveBeenCalledWith('private-key.pem', pem);
    expect(client.collectKeyPair).toHaveBeenCalledWith({
      path: { subscriptionId: 'subscription-1', credentialId: 'credential-1' },
      body: { issuer: 'https://north/oauth', temporaryPassword: secret },
    });
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toMatch(
      /BEGIN|S3cr3t/,
    );
    await userEvent.click(
      dialog.getByRole('button', { name: 'I have stored it' }),
    );
    await waitFor(() =>
      expect(screen.queryByText('the-key')).not.toBeInTheDocument(),
    );
  });

  it('keeps the temporary password until the gateway answered', async () => {
    const client = stub();
    client.collectKeyPair.mockRejectedValueOnce(
      refusal(503, 'The gateway does not answer'),
    );
    const dialog = await open(client);
    await userEvent.click(dialog.getByRole('button', { name: 'Have it made' }));
    expect(
      await dialog.findByRole('textbox', { name: 'Temporary password' }),
    ).toHaveTextContent(secret);
    expect(dialog.getByText(/Nothing is lost yet/)).toBeInTheDocument();
    await userEvent.click(dialog.getByRole('button', { name: 'Try again' }));
    expect(await dialog.findByText('the-key')).toBeInTheDocument();
    expect(client.revealCredential).toHaveBeenCalledTimes(1);
    expect(client.collectKeyPair).toHaveBeenCalledTimes(2);
  });

  it('says the way out when the pair was handed out and did not arrive', async () => {
    const client = stub();
    client.collectKeyPair.mockRejectedValue(refusal(409, 'handed out already'));
    const dialog = await open(client);
    await userEvent.click(dialog.getByRole('button', { name: 'Have it made' }));
    expect(await dialog.findByText('handed out already')).toBeInTheDocument();
    expect(dialog.getByText(/choose “Lost private key”/)).toBeInTheDocument();
  });

  it('asks at which of several gateways', async () => {
    const client = stub({
      listConnections: jest.fn(async () => ({
        items: [gateway('north'), gateway('south')],
      })),
    });
    const dialog = await open(client);
    await userEvent.click(dialog.getByRole('button', { name: 'Have it made' }));
    await dialog.findByText('the-key');
    await userEvent.click(dialog.getByRole('button', { name: /Gateway/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'south (local)' }),
    );
    await userEvent.click(
      await dialog.findByRole('button', { name: 'Have it made' }),
    );
    await dialog.findByText('the-key');
    expect(client.collectKeyPair.mock.calls[1]).toMatchObject([
      { body: { issuer: 'https://south/oauth', temporaryPassword: secret } },
    ]);
  });

  it('asks for a temporary password that was revealed before', async () => {
    const client = stub({
      listCredentials: jest.fn(async () => ({
        items: [{ ...password, revealable: false }],
        unanswered: [],
      })),
    });
    client.collectKeyPair.mockRejectedValueOnce(
      refusal(400, 'This is not that temporary password'),
    );
    const dialog = await open(client);
    expect(dialog.getByRole('button', { name: 'Have it made' })).toBeDisabled();
    const field = dialog.getByLabelText(/^Temporary password/);
    expect(field).toHaveAttribute('type', 'password');
    await userEvent.type(field, 'oaf_iat_wrong');
    await userEvent.click(dialog.getByRole('button', { name: 'Have it made' }));
    expect(
      await dialog.findByText('This is not that temporary password'),
    ).toBeInTheDocument();
    await userEvent.clear(field);
    await userEvent.type(field, ` ${secret}`);
    await userEvent.click(dialog.getByRole('button', { name: 'Try again' }));
    expect(await dialog.findByText('the-key')).toBeInTheDocument();
    expect(client.collectKeyPair).toHaveBeenLastCalledWith(
      expect.objectContaining({
        body: { issuer: 'https://north/oauth', temporaryPassword: secret },
      }),
    );
    expect(client.revealCredential).not.toHaveBeenCalled();
  });

  it('is refused where the browser could not open the key', async () => {
    jest.mocked(canOpenKeyPairs).mockReturnValue(false);
    const dialog = await open(stub());
    expect(dialog.getByRole('button', { name: 'Have it made' })).toBeDisabled();
  });

  it('is not offered where no gateway makes any', async () => {
    await renderPage(
      <CredentialsPanel
        subscription={{
          ...subscription('subscription-1', 'Customer portal'),
          state: 'active',
          manageCredentials: true,
        }}
      />,
      {
        client: stub({
          listConnections: jest.fn(async () => ({
            items: [{ ...gateway('north'), keyPairEndpoint: undefined }],
          })),
        }),
      },
    );
    await screen.findByRole('button', { name: 'Reveal once' });
    expect(
      screen.queryByRole('button', { name: 'Have a key pair made' }),
    ).not.toBeInTheDocument();
  });
});
