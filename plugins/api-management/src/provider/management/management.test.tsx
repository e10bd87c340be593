import type { DefinitionChange } from '@oaf/backstage-plugin-api-management-common';
import { screen, within } from '@testing-library/react';
import { accountLink, region } from '../../shared/__testUtils__/accounts';
import { gatewayApi } from '../../shared/__testUtils__/examples';
import { renderPage } from '../../shared/__testUtils__/renderPage';
import { DefinitionChanges } from './DefinitionChanges';
import { ImportNotices } from './ImportNotices';
import { Whereabouts } from './Whereabouts';

const change: DefinitionChange = {
  id: 'change-1',
  changedAt: '2026-03-14T09:26:53Z',
  breakingCount: 1,
  nonBreakingCount: 3,
  fromVersion: '1.4.0',
  toVersion: '2.0.0',
  details: [
    { breaking: false, path: 'GET /cards', description: 'Was added.' },
    { breaking: true, path: 'GET /accounts', description: 'Was removed.' },
  ],
};

function renderChanges(items: DefinitionChange[]) {
  const listDefinitionChanges = jest.fn(async () => ({
    items,
    totalItems: items.length,
  }));
  renderPage(<DefinitionChanges gatewayApiId="api-1" />, {
    client: { listDefinitionChanges },
  });
  return listDefinitionChanges;
}

describe('DefinitionChanges', () => {
  it('shows the breaking parts of a change first, and how many were cut', async () => {
    const listDefinitionChanges = renderChanges([change]);
    const breaking = await screen.findByRole('list', { name: 'Breaking' });
    expect(within(breaking).getByText('Was removed.')).toBeInTheDocument();
    expect(
      breaking.compareDocumentPosition(screen.getByText('Was added.')),
    ).toBe(Node.DOCUMENT_POSITION_FOLLOWING);
    expect(screen.getByText('1.4.0 → 2.0.0')).toBeInTheDocument();
    expect(screen.getByText('and 2 more')).toBeInTheDocument();
    expect(listDefinitionChanges).toHaveBeenCalledWith({
      path: { gatewayApiId: 'api-1' },
      query: expect.objectContaining({ offset: 0, limit: 20 }),
    });
  });

  it('says so when nothing changed yet', async () => {
    renderChanges([]);
    expect(
      await screen.findByText('No change since the first import'),
    ).toBeInTheDocument();
  });
});

describe('ImportNotices', () => {
  it('says why what is shown may be old or less than what runs', () => {
    renderPage(
      <ImportNotices
        api={{
          ...gatewayApi,
          importError: 'Access denied.',
          definitionNote: 'No export.',
          endpointNote: 'It is private.',
          mappingNotes: ['The tag Owner says "Team A".'],
        }}
        region={region({ fresh: false, error: 'Not enabled.' })}
      />,
      { client: {} },
    );
    for (const words of [
      'Not enabled. What is shown is what was last seen.',
      'Access denied. What is shown is the last good import.',
      'No export.',
      'It is private.',
      'The tag Owner says "Team A".',
    ]) {
      expect(screen.getByText(words)).toBeInTheDocument();
    }
  });
});

describe('Whereabouts', () => {
  it('tells where an API runs and how fresh its region is', async () => {
    const arn = 'arn:aws:apigateway:eu-central-1::/restapis/a1/stages/live';
    renderPage(
      <Whereabouts
        api={{ ...gatewayApi, accountAlias: accountLink().alias, arn }}
        region={region({ fresh: false, error: 'Not enabled.' })}
      />,
      { client: {} },
    );
    expect(await screen.findByText(arn)).toBeInTheDocument();
    expect(screen.getByText('Not fresh')).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Sync now' }),
    ).toBeInTheDocument();
  });
});
