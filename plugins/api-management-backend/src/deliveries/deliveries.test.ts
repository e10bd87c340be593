import { InputError } from '@backstage/errors';
import { FakeBooks } from '../__testUtils__/FakeBooks';
import type { Person } from '../__testUtils__/portal/people';
import { usePortal } from '../__testUtils__/portal/usePortal';

jest.setTimeout(60_000);

const portal = usePortal('2026-03-10T12:00:00.000Z');
const books = new FakeBooks();
const FINAL = '2026-04-04T00:00:00.000Z';

beforeAll(() => portal.sinks.add(books));

let invoiceId: string;

const deliver = () => portal.run('deliver-invoices');
const path = () => `/invoices/${invoiceId}/deliveries`;
const list = async (who: Person) => (await portal.as(who).get(path())).body;
const atBooks = async (who: Person) =>
  (await list(who)).items.find(({ sink }: any) => sink === 'books');
const retry = (who: Person, sink = 'books') =>
  portal.as(who).post(`${path()}/${sink}/retry`, {});

/** Bea has an invoice of Max for March. */
beforeEach(async () => {
  books.reset();
  portal.published.fails = false;
  portal.sent.fails = false;
  const accounts = await portal.publish('max');
  await portal.activate('bea', 'max', accounts, { plan: 1 });
  portal.sent.length = 0;
  portal.at('2026-04-01T01:00:00.000Z');
  await portal.meter();
  await portal.run('close-bills');
  portal.at(FINAL);
  await portal.run('issue-invoices');
  const { body } = await portal.as('bea').get('/invoices');
  invoiceId = body.items[0].id;
});

describe('a final invoice is handed over', () => {
  it('to a sink, whole', async () => {
    await deliver();
    const { body } = await portal.as('bea').get(`/invoices/${invoiceId}`);
    const { mayCredit, ...invoice } = body;
    expect([...books.entries.values()]).toEqual([
      { ...invoice, kind: 'invoice' },
    ]);
    expect(invoice.lines.length).toBeGreaterThan(0);
  });

  it('to the events bus, with an id to tell a repetition by', async () => {
    await deliver();
    expect([...portal.published]).toEqual([
      {
        topic: 'apiManagement.invoice.final',
        eventPayload: books.entries.get(invoiceId),
        metadata: { id: invoiceId },
      },
    ]);
  });

  it('to who has to pay', async () => {
    await deliver();
    expect(portal.sent).toHaveLength(1);
    expect(portal.sent[0].payload.title).toMatch(/^Invoice 2026-000001: EUR /);
  });

  it('once', async () => {
    await deliver();
    await deliver();
    expect(books.calls).toBe(1);
    expect(portal.published).toHaveLength(1);
    expect(portal.sent).toHaveLength(1);
  });

  it('like its credit note, which names what the invoice is called there', async () => {
    await deliver();
    const note = await portal
      .as('max')
      .post(`/invoices/${invoiceId}/credit-notes`, { reason: 'Wrong' });
    await deliver();
    expect(books.entries.get(note.body.id)).toMatchObject({
      kind: 'credit-note',
      reason: 'Wrong',
      credits: {
        id: invoiceId,
        number: '2026-000001',
        reference: 'entry-2026-000001',
      },
    });
    expect(books.accounts).toEqual(['user:default/bea']);
    expect(portal.sent[1].payload.title).toMatch(/^Credit note 2026-000002/);
  });
});

describe('what an earlier release issued', () => {
  it.each([
    ['told its customer of', 1, 0],
    ['had not told its customer of', null, 1],
  ])('and %s is taken up', async (_, toldAt, notices) => {
    await portal.knex('invoice_deliveries').delete();
    await portal
      .knex('invoices')
      .update({ handed_on_at: null, told_at: toldAt });
    await Promise.all([deliver(), deliver()]);
    await deliver();
    expect(books.calls).toBe(1);
    expect(portal.published).toHaveLength(1);
    expect(portal.sent).toHaveLength(notices);
  });
});

describe('a sink that fails', () => {
  const after = (ms: number) => portal.at(Date.parse(FINAL) + ms);

  it('is tried again, later and later, and keeps nobody else from hearing of it', async () => {
    books.failure = new Error('Out of order');
    await deliver();
    expect(portal.published).toHaveLength(1);
    expect(await atBooks('max')).toMatchObject({
      state: 'pending',
      attempts: 1,
      lastError: 'Out of order',
      nextAttemptAt: '2026-04-04T00:00:05.000Z',
    });
    after(4_999);
    await deliver();
    expect(books.calls).toBe(1);
    after(5_000);
    await deliver();
    expect((await atBooks('max')).nextAttemptAt).toBe(
      '2026-04-04T00:00:15.000Z',
    );
    books.failure = undefined;
    after(15_000);
    await deliver();
    const done = await atBooks('max');
    expect(done).toMatchObject({
      state: 'delivered',
      reference: 'entry-2026-000001',
      link: `https://books.example/${invoiceId}`,
    });
    expect(done.lastError).toBeUndefined();
  });

  it('is given up after three days', async () => {
    books.failure = new Error('Out of order');
    let time = 0;
    for (let attempt = 0; attempt < 80; attempt += 1) {
      after(time);
      await deliver();
      const { nextAttemptAt } = await atBooks('max');
      time = Date.parse(nextAttemptAt ?? FINAL) - Date.parse(FINAL);
      expect(books.calls).toBe(attempt + 1);
    }
    expect(await atBooks('max')).toMatchObject({
      state: 'failed',
      attempts: 80,
      lastError: 'Out of order',
    });
    after(30 * 86_400_000);
    await deliver();
    expect(books.calls).toBe(80);
  });

  it('is not asked again when it can never take it', async () => {
    books.failure = new InputError('No account in CHF');
    await deliver();
    after(86_400_000);
    await deliver();
    expect(books.calls).toBe(1);
    expect(await atBooks('max')).toMatchObject({
      state: 'failed',
      lastError: 'No account in CHF',
    });
  });

  it.each(['published', 'sent'] as const)(
    'is also the plugin itself: what could not be %s is later',
    async what => {
      portal[what].fails = true;
      await deliver();
      expect(portal[what]).toHaveLength(0);
      portal[what].fails = false;
      after(5_000);
      await deliver();
      expect(portal[what]).toHaveLength(1);
    },
  );

  it('is not told of lines that cannot be read any more', async () => {
    await portal.knex('invoice_lines').update({ line: '{' });
    await deliver();
    expect(books.calls).toBe(0);
    expect(await atBooks('max')).toMatchObject({
      state: 'failed',
      lastError: 'Some lines of it cannot be read any more',
    });
  });
});

describe('who sees it, and has it tried again', () => {
  beforeEach(async () => {
    books.failure = new InputError('No account in CHF');
    await deliver();
    portal.audit.length = 0;
  });

  it.each([
    ['ada', 202],
    ['max', 202],
    ['bea', 403],
    ['carl', 404],
    ['paul', 404],
  ] as Array<[Person, number]>)('%s: %d', async (who, status) => {
    books.failure = undefined;
    expect((await retry(who)).status).toBe(status);
    expect(portal.audit).toMatchObject([
      {
        eventId: 'invoice-delivery-retry',
        meta: { invoiceId, sink: 'books' },
        outcome: status === 202 ? 'succeeded' : 'failed',
      },
    ]);
    await deliver();
    expect(books.entries.size).toBe(status === 202 ? 1 : 0);
  });

  it('who pays sees where the invoice is, and nothing of failures', async () => {
    expect(await list('bea')).toEqual({ items: [], mayRetry: false });
    books.failure = undefined;
    await retry('max');
    await deliver();
    expect(await list('bea')).toEqual({
      items: [
        {
          sink: 'books',
          title: 'Books',
          state: 'delivered',
          reference: 'entry-2026-000001',
          link: `https://pay.example/${invoiceId}`,
        },
      ],
      mayRetry: false,
    });
    expect(await list('carl')).toMatchObject({
      error: { name: 'NotFoundError' },
    });
  });

  it('nothing is handed over twice by hand', async () => {
    expect((await retry('max', 'events')).status).toBe(409);
    expect((await retry('max', 'ledger')).status).toBe(409);
    books.failure = undefined;
    await retry('max');
    await deliver();
    expect((await retry('max')).status).toBe(409);
  });
});

it('is forgotten with the invoice', async () => {
  await deliver();
  portal.at('2036-04-05T00:00:00.000Z');
  await portal.run('purge-invoices');
  expect(await portal.knex('invoice_deliveries')).toEqual([]);
});
