import type {
  AccountLink,
  GatewayApi,
} from '@oaf/backstage-plugin-api-management-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { accountLink, region } from '../../shared/__testUtils__/accounts';
import { gatewayApi } from '../../shared/__testUtils__/examples';
import { refusal } from '../../shared/__testUtils__/refusal';
import {
  renderPage,
  type StubClient,
} from '../../shared/__testUtils__/renderPage';
import { GatewayApisPage } from './GatewayApisPage';

function render(
  options: {
    at?: string;
    fields?: Partial<GatewayApi>;
    client?: StubClient;
  } = {},
) {
  const listGatewayApis = jest.fn(async () => ({
    items: [{ ...gatewayApi, ...options.fields }],
    totalItems: 1,
  }));
  renderPage(<GatewayApisPage />, {
    client: {
      listGatewayApis,
      listAccountLinks: jest.fn(async () => ({
        items: [accountLink()],
        totalItems: 1,
      })),
      getGatewayApiFacets: jest.fn(async () => ({
        regions: [{ value: 'eu-central-1', count: 1 }],
      })),
      ...options.client,
    },
    at: options.at,
  });
  return listGatewayApis;
}

const running = {
  state: 'running',
  requestedAt: '2026-03-14T09:26:53Z',
  listed: 40,
  exported: 12,
} as const;

describe('GatewayApisPage', () => {
  it.each<[string, object]>([
    ['definition=problem', { importProblem: true, breaking: undefined }],
    ['definition=breaking', { breaking: true, importProblem: undefined }],
    ['region=eu-central-1', { region: 'eu-central-1' }],
  ])('asks the backend for %s', async (filters, query) => {
    const listGatewayApis = render({ at: `/?${filters}` });
    expect(
      await screen.findByRole('row', { name: /Accounts API/ }),
    ).toBeInTheDocument();
    expect(listGatewayApis).toHaveBeenCalledWith({
      query: expect.objectContaining(query),
    });
  });

  it.each<[string, Partial<GatewayApi>, string]>([
    [
      'failed',
      { importError: 'Access denied.' },
      'Import failedAccess denied.',
    ],
    ['is partial', { definitionNote: 'No export.' }, 'IncompleteNo export.'],
    [
      'breaks consumers',
      {
        lastDefinitionChange: {
          changedAt: '2026-03-14T09:26:53Z',
          breakingCount: 2,
          nonBreakingCount: 0,
        },
      },
      'Breaking change2 in its last change',
    ],
    ['is good', {}, 'Complete'],
  ])('says when the definition %s', async (_, fields, words) => {
    render({ fields });
    expect(
      await screen.findByRole('row', { name: /Accounts API/ }),
    ).toHaveTextContent(words);
  });

  it('says that an API is gone when it is synced', async () => {
    const gone = await refusal('The gateway does not have this API.', 404);
    const syncGatewayApi = jest.fn().mockRejectedValue(gone);
    render({ client: { syncGatewayApi } });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Sync now: Accounts API' }),
    );
    expect(
      await screen.findByText(/Accounts API is gone from its gateway/),
    ).toBeInTheDocument();
    expect(syncGatewayApi).toHaveBeenCalledWith({
      path: { gatewayApiId: 'api-1' },
    });
  });

  it.each<[string, AccountLink[], string]>([
    ['no account is linked', [], 'No account is linked'],
    [
      'no region was read yet',
      [
        accountLink({
          regions: [{ ...region(), syncedAt: undefined, fresh: false }],
        }),
      ],
      'APIs are being imported',
    ],
    [
      'an import runs',
      [accountLink({ regions: [region({ import: running })] })],
      'APIs are being imported',
    ],
    ['the accounts have none', [accountLink()], 'No APIs were imported yet'],
  ])('says of an empty list that %s', async (_, items, words) => {
    render({
      client: {
        listGatewayApis: jest.fn(async () => ({ items: [], totalItems: 0 })),
        listAccountLinks: jest.fn(async () => ({
          items,
          totalItems: items.length,
        })),
      },
    });
    expect(await screen.findByText(words)).toBeInTheDocument();
  });

  it('shows by itself what an import brings', async () => {
    const listGatewayApis = jest
      .fn(async () => ({ items: [gatewayApi], totalItems: 1 }))
      .mockImplementationOnce(async () => ({ items: [], totalItems: 0 }));
    render({ client: { listGatewayApis } });
    expect(
      await screen.findByText('No APIs were imported yet'),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole(
        'row',
        { name: /Accounts API/ },
        { timeout: 10_000 },
      ),
    ).toBeInTheDocument();
  }, 20_000);
});
