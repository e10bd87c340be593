import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Settings } from 'luxon';
import { renderPage } from '../__testUtils__/renderPage';
import { UsageSection } from './UsageSection';

const noCalls = {
  calls: 0,
  billableCalls: 0,
  clientErrors: 0,
  serverErrors: 0,
  throttledCalls: 0,
  responseBytes: 0,
  averageLatency: 0,
};

beforeEach(() => {
  Settings.defaultZone = 'America/Sao_Paulo';
  Settings.now = () => Date.parse('2026-03-14T01:20:00Z');
});
afterEach(() => {
  Settings.defaultZone = 'system';
  Settings.now = () => Date.now();
});

describe('the time of usage', () => {
  it('is UTC, as on bills, until the reader chooses the own clock', async () => {
    const getUsage = jest.fn(async ({ query }) => ({
      from: query._from.toISOString(),
      to: query.to.toISOString(),
      interval: query.interval,
      uncounted: [],
      totals: { ...noCalls, calls: 1 },
      points: [],
      groups: [],
      totalGroups: 0,
    }));
    renderPage(<UsageSection query={{ side: 'consumer' }} />, {
      client: { getUsage },
      at: '/?range=7d',
    });
    await screen.findByText('Calls per day, UTC');
    expect(getUsage).toHaveBeenLastCalledWith({
      query: {
        side: 'consumer',
        _from: new Date('2026-03-08T00:00:00Z'),
        to: new Date('2026-03-15T00:00:00Z'),
        interval: 'day',
      },
    });

    await userEvent.click(screen.getByRole('button', { name: /Time zone/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'America/Sao_Paulo' }),
    );
    await screen.findByText('Calls per day, America/Sao_Paulo');
    expect(getUsage).toHaveBeenLastCalledWith({
      query: {
        side: 'consumer',
        _from: new Date('2026-03-07T03:00:00Z'),
        to: new Date('2026-03-14T03:00:00Z'),
        interval: 'hour',
      },
    });
  });
});
