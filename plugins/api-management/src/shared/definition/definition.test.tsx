import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { gatewayApi } from '../__testUtils__/examples';
import { renderPage } from '../__testUtils__/renderPage';
import { Definition } from './Definition';
import { DefinitionLimits, limitsOf } from './DefinitionLimits';

// What draws a definition is api-docs' and needs its plugin around it.
jest.mock('./DefinitionText', () => ({
  DefinitionText: () => <div>drawn by api-docs</div>,
}));

const MEGABYTE = 1024 * 1024;
const large = {
  ...gatewayApi,
  definition: {
    format: 'openapi' as const,
    bytes: 13 * MEGABYTE,
    operationCount: 1223,
  },
};

const operation = {
  id: 'get /repos/{owner}',
  method: 'get',
  path: '/repos/{owner}',
  summary: 'List repositories',
  tags: ['repos'],
};

describe('a large definition', () => {
  it('is listed by its operations, of which each is read when it is opened', async () => {
    const listOperations = jest.fn(async () => ({
      items: [operation],
      totalItems: 1223,
      tags: [{ value: 'repos', count: 201 }],
    }));
    const getOperationDefinition = jest.fn(async () => '{"openapi":"3.0.3"}');
    const getDefinition = jest.fn();
    renderPage(<Definition api={large} />, {
      client: { listOperations, getOperationDefinition, getDefinition },
    });
    expect(await screen.findByText('GET /repos/{owner}')).toBeInTheDocument();
    expect(listOperations).toHaveBeenCalledWith({
      path: { gatewayApiId: gatewayApi.id },
      query: expect.objectContaining({ offset: 0, limit: 20 }),
    });
    expect(getOperationDefinition).not.toHaveBeenCalled();
    await userEvent.click(
      screen.getByRole('button', { name: 'Show get /repos/{owner}' }),
    );
    expect(getOperationDefinition).toHaveBeenCalledWith({
      path: { gatewayApiId: gatewayApi.id },
      query: { operation: operation.id },
    });
    expect(await screen.findByText('drawn by api-docs')).toBeInTheDocument();
    expect(getDefinition).not.toHaveBeenCalled();
  });
});

describe('the limits of a definition', () => {
  it('are told with their figures before it is published', () => {
    renderPage(<DefinitionLimits api={large} />, { client: {} });
    expect(
      screen.getByText(/13.0 MB, more than the 1 MB that the catalog takes/),
    ).toHaveTextContent(/All of its 1,223 operations are shown/);
  });

  it.each([
    ['nothing of a small one', { bytes: 1000 }, []],
    ['what the catalog does not take', { bytes: 1.5 * MEGABYTE }, [/catalog/]],
    [
      'that changes are not compared',
      { bytes: 3 * MEGABYTE },
      [/catalog/, /not compared/],
    ],
  ])('are: %s', (_, definition, expected) => {
    const limits = limitsOf({
      ...gatewayApi,
      importError: undefined,
      definitionNote: undefined,
      definition: { format: 'openapi', ...definition },
    });
    expect(limits).toEqual(expected.map(text => expect.stringMatching(text)));
  });

  it('are the notes of the import, too', () => {
    expect(
      limitsOf({
        definition: undefined,
        importError: 'No document.',
        definitionNote: 'These references leave it.',
      }),
    ).toEqual([
      'Its last import failed: No document.',
      'These references leave it.',
      'No definition is kept, so consumers see no operations.',
    ]);
  });
});
