import { people, type Person } from '../__testUtils__/portal/people';
import { paidPlan, paymentsProduct } from '../__testUtils__/portal/story';
import { usePortal } from '../__testUtils__/portal/usePortal';

const portal = usePortal('2026-03-10T12:00:00.000Z');
const ids: Record<string, string> = {};
/** Bills close an hour after their month, and are final three days after it. */
const CLOSING = '2026-04-01T01:00:00.000Z';
const FINAL = '2026-04-04T00:00:00.000Z';

const get = async (person: Person, path: string) =>
  (await portal.as(person).get(path)).body;
/** Bytes as letters. */
async function file(person: Person, path: string): Promise<string> {
  const { userEntityRef } = people[person];
  const answer = await fetch(`${portal.origin}${path}`, {
    headers: { authorization: `Bearer ${userEntityRef}` },
  });
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer()).toString('latin1');
}
const list = (person: Person, query = '') => get(person, `/invoices${query}`);
const log = (name: string, calls: number, hour = '2026-03-11T00') =>
  portal.log(
    { id: ids[name] },
    { calls, billableCalls: calls },
    { at: `${hour}:00:00.000Z`, apiId: name.split(':')[1] },
  );
async function countAt(time: string) {
  portal.at(time);
  await portal.meter();
}
async function finishAt(time: string) {
  await countAt(time);
  await portal.run('close-bills');
  await portal.run('issue-invoices');
  await portal.run('deliver-invoices');
}
const inShort = ({ items }: any) =>
  items.map(
    ({ number, customer, total }: any) =>
      `${number} ${customer.split('/')[1]} ${total}`,
  );

beforeEach(async () => {
  const withTax = {
    ...paidPlan,
    price: {
      currency: 'EUR',
      components: [
        ...paidPlan.price.components,
        { type: 'tax', percent: '10', name: 'VAT' },
      ],
    },
  };
  const accounts = await portal.publish('max');
  const payments = await portal.publish('paul', {
    ...paymentsProduct,
    plans: [withTax],
  });
  for (const [name, who, decides, product, plan] of [
    ['bea:accounts', 'bea', 'max', accounts, 1],
    ['carl:accounts', 'carl', 'max', accounts, 1],
    ['carl:payments', 'carl', 'paul', payments, 0],
  ] as const) {
    ids[name] = (await portal.activate(who, decides, product, { plan })).id;
  }
  log('bea:accounts', 7);
  portal.audit.length = 0;
  portal.sent.length = 0;
});

describe('a month becomes final', () => {
  it.each([
    [CLOSING, 0],
    ['2026-04-03T23:59:59.999Z', 0],
    [FINAL, 3],
  ])('at %s there are %d invoices', async (time, count) => {
    await finishAt(time);
    expect((await list('ada')).totalItems).toBe(count);
  });

  it('with numbers that begin anew for each issuer, and once', async () => {
    await finishAt(FINAL);
    await finishAt('2026-04-05T00:00:00.000Z');
    expect(inShort(await list('max')).sort()).toEqual([
      '2026-000001 bea 20.07',
      '2026-000002 carl 20.00',
    ]);
    expect(inShort(await list('paul'))).toEqual(['2026-000001 carl 22.00']);
  });

  it('and is told to who has to pay, once', async () => {
    await finishAt(FINAL);
    await finishAt('2026-04-05T00:00:00.000Z');
    const titles = portal.sent.map(({ payload }: any) => payload.title);
    expect(
      titles.filter((title: string) => /^Invoice/.test(title)),
    ).toHaveLength(3);
    expect(titles).toContain('Invoice 2026-000001: EUR 20.07 for 2026-03');
  });

  it('is audited with its number', async () => {
    await finishAt(FINAL);
    expect(
      portal.audit.filter(({ eventId }) => eventId === 'invoice-issue'),
    ).toHaveLength(3);
  });

  it('has no invoice where there is nothing to pay', async () => {
    await portal.knex('subscriptions').update({
      plan_price: JSON.stringify({ currency: 'EUR', components: [] }),
    });
    await finishAt(FINAL);
    await finishAt(FINAL);
    expect(await portal.knex('invoices')).toEqual([]);
    expect(await portal.knex('invoice_numbers').pluck('last')).toEqual([0, 0]);
  });
});

describe('who sees which invoices', () => {
  it.each([
    ['ada', '', 3],
    ['max', '?side=provider', 2],
    ['max', '?side=consumer', 0],
    ['paul', '', 1],
    ['bea', '', 1],
    ['carl', '?side=consumer', 2],
    ['carl', '?period=2026-02', 0],
    ['carl', '?limit=1', 2],
  ] as Array<[Person, string, number]>)(
    '%s with %s: %d',
    async (who, query, count) => {
      await finishAt(FINAL);
      expect((await list(who, query)).totalItems).toBe(count);
    },
  );

  it.each(['', '/csv', '/pdf', '/lines/1/usage'])(
    'nobody else at %s',
    async path => {
      await finishAt(FINAL);
      const [{ id }] = (await list('bea')).items;
      const seen = async (who: Person) => {
        const { userEntityRef } = people[who];
        const answer = await fetch(`${portal.origin}/invoices/${id}${path}`, {
          headers: { authorization: `Bearer ${userEntityRef}` },
        });
        return answer.status;
      };
      expect([await seen('bea'), await seen('max')]).toEqual([200, 200]);
      expect([await seen('carl'), await seen('paul')]).toEqual([404, 404]);
    },
  );
});

describe('a final invoice', () => {
  const texts = async (id: string) => ({
    json: await get('bea', `/invoices/${id}`),
    csv: await file('bea', `/invoices/${id}/csv`),
    pdf: await file('bea', `/invoices/${id}/pdf`),
  });

  it('is the same a month later, whatever arrived, and what came late is on the next', async () => {
    await finishAt(FINAL);
    const [{ id }] = (await list('bea')).items;
    const before = await texts(id);
    log('bea:accounts', 5, '2026-03-31T23');
    await countAt('2026-04-06T00:00:00.000Z');
    await portal.knex('plans').update({ price: '{}', title: 'New' });
    await portal.knex('applications').update({ title: 'New' });
    await finishAt('2026-04-07T00:00:00.000Z');
    expect((await list('bea')).totalItems).toBe(1);
    await finishAt('2026-05-04T00:00:00.000Z');
    expect(await texts(id)).toEqual(before);
    expect(before.pdf).toMatch(/^%PDF/);

    const [next] = (await list('bea')).items;
    const { lines, total } = await get('bea', `/invoices/${next.id}`);
    expect(total).toBe('20.05');
    expect(
      lines.map(({ kind, amount, interval }: any) => [
        kind,
        amount,
        interval.start.slice(0, 7),
      ]),
    ).toEqual([
      ['adjustment', '0.05', '2026-03'],
      ['charge', '20.00', '2026-04'],
      ['charge', '0.00', '2026-04'],
    ]);
    await finishAt('2026-06-04T00:00:00.000Z');
    expect(inShort(await list('bea'))[0]).toContain(' 20.00');
  });

  it('counts late calls with their taxes', async () => {
    await finishAt(CLOSING);
    log('carl:payments', 100, '2026-03-31T23');
    await finishAt(FINAL);
    const [{ id }] = (await list('paul')).items;
    await finishAt('2026-05-04T00:00:00.000Z');
    const [next] = (await list('paul')).items;
    const sum =
      Number(next.total) + Number((await get('paul', `/invoices/${id}`)).total);
    // Twice EUR 20 and 100 calls at EUR 0.01, with 10 % on all of it
    expect(sum.toFixed(2)).toBe('45.10');
  });

  it('is the sum of what its queries count, to be checked by hand', async () => {
    await finishAt(FINAL);
    const [{ id, total }] = (await list('bea')).items;
    const { lines } = await get('bea', `/invoices/${id}`);
    const [counted] = lines.filter(({ query }: any) => query);
    const [row] = await portal.knex.raw(counted.query);
    expect(Object.values(row)).toEqual([Number(counted.quantity)]);
    const text = await file(
      'bea',
      `/invoices/${id}/lines/${counted.key}/usage`,
    );
    const [head, ...rows] = text.trim().split('\r\n');
    const column = head.split(',').indexOf('billableCalls');
    const calls = rows.map(each => Number(each.split(',')[column]));
    expect(calls.reduce((a, b) => a + b, 0)).toBe(7);
    // By SQL of its own: the fee, and a cent for each call.
    const [{ cents }] = await portal.knex.raw(
      `select 2000 + sum(billable_calls) as cents from usage_records where subscription_id = '${ids['bea:accounts']}'`,
    );
    expect(total).toBe((cents / 100).toFixed(2));
  });

  it('names the time zone, and executes no formula of a spreadsheet', async () => {
    await portal
      .knex('applications')
      .update({ title: '=HYPERLINK("http://x","y")' });
    await finishAt(FINAL);
    const [{ id, timeZone }] = (await list('bea')).items;
    expect(timeZone).toBe('UTC');
    const { csv } = await texts(id);
    expect(csv).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
    expect(csv).toContain(',UTC,');
  });
});

describe('a credit note', () => {
  const credit = (who: Person, id: string, body: object) =>
    portal.as(who).post(`/invoices/${id}/credit-notes`, body);
  const reason = 'Wrong price';

  async function issued() {
    await finishAt(FINAL);
    const { items } = await list('bea');
    return items[0].id as string;
  }

  it('gives all lines back, each once, with a number of its own', async () => {
    const id = await issued();
    const { status, body } = await credit('max', id, { reason });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      number: '2026-000003',
      total: '-20.07',
      creditsId: id,
      reason,
      customer: 'user:default/bea',
    });
    expect((await credit('max', id, { reason })).status).toBe(409);
    expect((await credit('max', body.id, { reason })).status).toBe(409);
    const csv = await file('bea', `/invoices/${body.id}/csv`);
    expect(csv).toContain(',-20.00,');
  });

  it('gives back the lines that are named, and then the others', async () => {
    const id = await issued();
    const first = await credit('max', id, { reason, lines: [1] });
    expect(first.body.total).toBe('-0.07');
    expect((await credit('max', id, { reason, lines: [7] })).status).toBe(400);
    const rest = await credit('max', id, { reason, lines: [0] });
    expect(rest.body.total).toBe('-20.00');
  });

  it.each([
    ['bea', 403],
    ['carl', 404],
    ['paul', 404],
    ['max', 201],
    ['ada', 201],
  ] as Array<[Person, number]>)('of %s: %d', async (who, status) => {
    const id = await issued();
    expect((await credit(who, id, { reason })).status).toBe(status);
    expect(
      portal.audit
        .filter(({ eventId }) => eventId === 'invoice-credit')
        .map(({ outcome }) => outcome),
    ).toEqual([status === 201 ? 'succeeded' : 'failed']);
    expect((await get('max', `/invoices/${id}`)).mayCredit).toBe(true);
  });

  it('has a reason', async () => {
    const id = await issued();
    expect((await credit('max', id, { reason: '' })).status).toBe(400);
  });
});

it('is forgotten after ten years, with its bills', async () => {
  await finishAt(FINAL);
  await portal.run('purge-invoices');
  expect(await portal.knex('invoices')).toHaveLength(3);
  portal.at('2036-04-05T00:00:00.000Z');
  await portal.run('purge-invoices');
  expect(await portal.knex('invoices')).toEqual([]);
  expect(await portal.knex('invoice_lines')).toEqual([]);
  expect(await portal.knex('bills')).toEqual([]);
});
