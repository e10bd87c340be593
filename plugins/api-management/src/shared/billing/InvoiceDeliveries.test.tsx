import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { refusal } from '../__testUtils__/refusal';
import { renderPage } from '../__testUtils__/renderPage';
import { InvoiceDeliveries } from './InvoiceDeliveries';

const invoice = {
  id: 'invoice-1',
  number: '2026-000017',
  issuer: 'group:default/team-a',
  customer: 'group:default/team-b',
  period: '2026-03',
  timeZone: 'UTC',
  currency: 'EUR',
  total: '20.04',
  issuedAt: '2026-04-04T00:00:00.000Z',
};
const told = {
  sink: 'events',
  title: 'Events bus',
  state: 'delivered',
  attempts: 0,
  deliveredAt: '2026-04-04T00:00:01.000Z',
};
const refused = {
  sink: 'stripe',
  title: 'Stripe',
  state: 'failed',
  attempts: 1,
  lastError: 'Stripe refuses it: Missing email',
};
const done = {
  sink: 'stripe',
  title: 'Stripe',
  state: 'delivered',
  reference: 'in_1',
  link: 'https://pay.stripe.example/in_1',
};

const renderIt = (client: Parameters<typeof renderPage>[1]['client']) =>
  renderPage(<InvoiceDeliveries invoice={invoice} />, { client });

describe('InvoiceDeliveries', () => {
  it('tells a manager what failed, and begins anew on request', async () => {
    const items = [told, refused];
    const listInvoiceDeliveries = jest.fn(async () => ({
      items,
      mayRetry: true,
    }));
    const retryInvoiceDelivery = jest.fn(async () => {
      items[1] = done as never;
      return { items, mayRetry: true };
    });
    await renderIt({ listInvoiceDeliveries, retryInvoiceDelivery });
    const row = (await screen.findByText('Stripe')).closest('tr')!;
    expect(
      within(row).getByText(/Stripe refuses it: Missing email/),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('button', { name: 'Try again' })).toHaveLength(
      1,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('link', { name: 'in_1' })).toHaveAttribute(
      'href',
      'https://pay.stripe.example/in_1',
    );
    expect(retryInvoiceDelivery).toHaveBeenCalledWith({
      path: { invoiceId: 'invoice-1', sink: 'stripe' },
    });
  });

  it('says why it cannot be tried again', async () => {
    await renderIt({
      listInvoiceDeliveries: jest.fn(async () => ({
        items: [refused],
        mayRetry: true,
      })),
      retryInvoiceDelivery: jest.fn(async () => {
        throw await refusal('It is handed over already', 409);
      }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Try again' }),
    );
    expect(
      await screen.findByText('It is handed over already'),
    ).toBeInTheDocument();
  });

  it('shows who pays where the invoice is, without a button', async () => {
    await renderIt({
      listInvoiceDeliveries: jest.fn(async () => ({
        items: [done],
        mayRetry: false,
      })),
    });
    expect(
      await screen.findByRole('link', { name: 'in_1' }),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  it('is not there when there is nothing to see', async () => {
    const listInvoiceDeliveries = jest.fn(async () => ({
      items: [],
      mayRetry: false,
    }));
    await renderIt({ listInvoiceDeliveries });
    await waitFor(() => expect(listInvoiceDeliveries).toHaveBeenCalled());
    expect(screen.queryByRole('table')).toBeNull();
  });
});
