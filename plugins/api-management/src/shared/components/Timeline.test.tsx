import { subscriptionEventTypes } from '@oaf/backstage-plugin-api-management-common';
import type { SubscriptionEvent } from '@oaf/backstage-plugin-api-management-common';
import { screen } from '@testing-library/react';
import { renderPage } from '../__testUtils__/renderPage';
import { Timeline } from './Timeline';

const event = (more: Partial<SubscriptionEvent>): SubscriptionEvent => ({
  id: 'event',
  at: '2026-03-14T09:26:53Z',
  type: 'active',
  data: {},
  ...more,
});

const renderEvents = (...events: SubscriptionEvent[]) =>
  renderPage(<Timeline events={events} />, { client: {} });

describe('Timeline', () => {
  it('has words for every type of the contract', async () => {
    await renderEvents(
      ...subscriptionEventTypes.map(type => event({ id: type, type })),
    );
    const items = await screen.findAllByRole('listitem');
    expect(items).toHaveLength(subscriptionEventTypes.length);
    items.forEach(item => expect(item.textContent).not.toMatch(/event\./));
  });

  it('names credential, owners, rule and cause from data', async () => {
    await renderEvents(
      event({
        id: '1',
        type: 'credential-issued',
        actor: 'user:default/bea',
        data: { credential: { type: 'api-key', prefix: 'oaf_key_kT2v' } },
      }),
      event({
        id: '2',
        type: 'application-moved',
        data: {
          owner: { from: 'group:default/team-b', to: 'group:default/team-c' },
        },
      }),
      event({ id: '3', type: 'approved', data: { rule: 'automatic' } }),
      event({
        id: '4',
        type: 'failed',
        data: { error: 'The gateway is away' },
      }),
      event({
        id: '5',
        type: 'client-key-rotated',
        data: { credential: { type: 'client-key', prefix: 'Xy1k9' } },
      }),
    );
    const [issued, moved, approved, failed, rotated] = (
      await screen.findAllByRole('listitem')
    ).map(item => item.textContent);
    expect(issued).toContain('Credential issuedAPI key oaf_key_kT2v…');
    expect(moved).toMatch(/moved to another owner.*team-b → .*team-c/);
    expect(approved).toContain('Approved by the rule of the product');
    expect(approved).toContain('The system');
    expect(failed).toContain('The gateway is away');
    expect(rotated).toContain('The consumer’s program');
  });

  it('shows what people wrote as they wrote it', async () => {
    await renderEvents(
      event({ type: 'rejected', reason: 'api-key oaf_key_kT2v…' }),
    );
    expect(
      await screen.findByText('api-key oaf_key_kT2v…'),
    ).toBeInTheDocument();
  });
});
