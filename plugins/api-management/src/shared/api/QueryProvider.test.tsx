import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { gatewayApi } from '../__testUtils__/examples';
import { renderPage } from '../__testUtils__/renderPage';
import { QueryProvider } from './QueryProvider';
import { useOperation, useOperationMutation } from './useOperation';

const path = { gatewayApiId: gatewayApi.id };

function Api() {
  const api = useOperation('getGatewayApi', { path });
  const sync = useOperationMutation('syncGatewayApi');
  return (
    <button onClick={() => sync.mutate({ path })}>
      {api.data?.title ?? 'Loading'}
    </button>
  );
}

/** Mounts everything anew, as Backstage does when the theme changes. */
function Themed() {
  const [theme, setTheme] = useState(0);
  return (
    <>
      <button onClick={() => setTheme(theme + 1)}>Change theme</button>
      <QueryProvider key={theme}>
        <Api />
      </QueryProvider>
    </>
  );
}

describe('QueryProvider', () => {
  it('reads again after a write that began before the page was mounted anew', async () => {
    let title = 'Before';
    let finish = () => {};
    renderPage(<Themed />, {
      client: {
        getGatewayApi: jest.fn(async () => ({ ...gatewayApi, title })),
        syncGatewayApi: jest.fn(
          () =>
            new Promise<void>(resolve => {
              finish = resolve;
            }),
        ),
      },
    });
    await userEvent.click(await screen.findByText('Before'));
    await userEvent.click(screen.getByText('Change theme'));
    expect(await screen.findByText('Before')).toBeInTheDocument();
    title = 'After';
    finish();
    expect(await screen.findByText('After')).toBeInTheDocument();
  });
});
