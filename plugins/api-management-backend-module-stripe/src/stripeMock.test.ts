import type { Entity } from '@backstage/catalog-model';
import type { BillingDocument } from '@oaf/backstage-plugin-api-management-node';
import {
  exampleCreditNote,
  exampleInvoice,
} from './__testUtils__/exampleDocument';
import { installStripeMock } from './__testUtils__/installStripeMock';
import { startRecordingStripe } from './__testUtils__/startRecordingStripe';
import { startStripeMock } from './__testUtils__/startStripeMock';
import type { StripeConfig } from './config';
import { createStripe } from './createStripe';
import { StripeSink } from './StripeSink';

jest.setTimeout(120_000);

const path = installStripeMock();
const describeWithMock = path ? describe : describe.skip;

const team: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'team-b', annotations: {} },
  spec: { profile: { displayName: 'Team B', email: 'b@example.com' } },
};

describeWithMock('the sink at stripe-mock', () => {
  let mock: Awaited<ReturnType<typeof startStripeMock>>;
  let proxy: Awaited<ReturnType<typeof startRecordingStripe>>;
  let owner: Entity | undefined;
  let remembered: string | undefined;

  beforeAll(async () => {
    mock = await startStripeMock(path!);
    proxy = await startRecordingStripe(mock.url);
  });
  afterAll(async () => {
    await proxy?.stop();
    await mock?.stop();
  });
  beforeEach(() => {
    proxy.reset();
    owner = team;
    remembered = undefined;
  });
  afterEach(() => {
    // Whatever a test is about: Stripe's own document allows all that was asked.
    const refused = proxy.requests.filter(({ status }) => status >= 400);
    if (refused.length > 0) {
      throw new Error(`stripe-mock refuses ${JSON.stringify(refused)}`);
    }
  });

  function deliver(
    document: BillingDocument,
    more: Partial<StripeConfig> = {},
    signal = new AbortController().signal,
    retries = 0,
  ) {
    const config: StripeConfig = {
      apiKey: 'sk_test_123',
      finalize: true,
      collectionMethod: 'send_invoice',
      daysUntilDue: 14,
      timeoutMs: 10_000,
      endpoint: proxy.url,
      ...more,
    };
    const stripe = createStripe(config, retries);
    const sink = new StripeSink({
      stripe,
      config,
      findOwner: async () => owner,
    });
    return sink.deliver(document, {
      signal,
      customer: {
        reference: remembered,
        async remember(reference) {
          remembered = reference;
        },
      },
    });
  }

  const madeAt = (at: string) =>
    proxy
      .made()
      .filter(request => request.path === at)
      .map(({ params }) => params);

  describe('an invoice', () => {
    it('has its lines, amounts in cents, and its own number', async () => {
      const receipt = await deliver(exampleInvoice());
      expect(madeAt('/v1/invoices')).toEqual([
        {
          customer: 'cus_1',
          currency: 'eur',
          auto_advance: 'false',
          collection_method: 'send_invoice',
          days_until_due: '14',
          'custom_fields[0][name]': 'Number',
          'custom_fields[0][value]': '2026-000017',
          'custom_fields[1][name]': 'Month',
          'custom_fields[1][value]': '2026-03 (UTC)',
          'metadata[api_management_document]': exampleInvoice().id,
          'metadata[number]': '2026-000017',
          'metadata[period]': '2026-03',
          'metadata[issuer]': 'group:default/team-a',
          'metadata[customer]': 'group:default/team-b',
          pending_invoice_items_behavior: 'exclude',
          discounts: '',
        },
      ]);
      const items = madeAt('/v1/invoiceitems');
      expect(
        items.map(item => [item.invoice, item.amount, item.description]),
      ).toEqual([
        ['in_1', '2000', 'Monthly fee (App → Accounts, Gold)'],
        ['in_1', '7', 'Calls (App → Accounts, Gold)'],
        ['in_1', '-3', 'Adjustment: Calls (App → Accounts, Gold)'],
      ]);
      // The last second of March, since Stripe's ends belong to the period.
      expect(items[0]).toMatchObject({
        'period[start]': String(Date.UTC(2026, 2, 1) / 1000),
        'period[end]': String(Date.UTC(2026, 3, 1) / 1000 - 1),
      });
      expect(madeAt('/v1/invoices/in_1/finalize')).toEqual([
        { auto_advance: 'true' },
      ]);
      expect(receipt).toEqual({
        reference: 'in_1',
        link: 'https://dashboard.stripe.com/test/invoices/in_1',
        customerLink: 'https://pay.stripe.example/in_1',
      });
    });

    it('stays a draft when somebody is to look at it first', async () => {
      const receipt = await deliver(exampleInvoice(), { finalize: false });
      expect(madeAt('/v1/invoices/in_1/finalize')).toEqual([]);
      expect(proxy.state.memory.items).toHaveLength(3);
      expect(receipt.customerLink).toBeUndefined();
    });

    it('is charged without days when Stripe is to charge', async () => {
      await deliver(exampleInvoice(), {
        collectionMethod: 'charge_automatically',
      });
      const [invoice] = madeAt('/v1/invoices');
      expect(invoice.collection_method).toBe('charge_automatically');
      expect(invoice).not.toHaveProperty('days_until_due');
    });

    it.each([
      ['a part of a unit', { currency: 'JPY' }, 'no amount of JPY 0.07'],
      [
        'too many lines',
        { lines: Array.from({ length: 251 }, () => exampleInvoice().lines[0]) },
        'at most 250 lines in an invoice; this one has 251',
      ],
    ])('with %s is refused before anything is made', async (_, more, why) => {
      await expect(deliver(exampleInvoice(more))).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining(why),
      });
      expect(madeAt('/v1/invoices')).toEqual([]);
    });

    it('is not finalised when Stripe makes another total of it', async () => {
      proxy.state.memory.surcharge = 100;
      await expect(deliver(exampleInvoice())).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining('2104 of the draft in_1 where 2004'),
      });
      expect(madeAt('/v1/invoices/in_1/finalize')).toEqual([]);
    });

    it('begins nothing more when its time is over', async () => {
      const stop = AbortSignal.abort(new Error('over'));
      await expect(deliver(exampleInvoice(), {}, stop)).rejects.toThrow('over');
      expect(madeAt('/v1/invoiceitems')).toEqual([]);
    });
  });

  describe('one invoice comes to be', () => {
    const one = {
      customers: ['group:default/team-b'],
      invoices: ['2026-000017 open'],
      amounts: [2000, 7, -3],
    };
    function whatIsThere(): typeof one {
      const { customers, invoices, items } = proxy.state.memory;
      return {
        customers: customers.map(({ metadata }) => metadata.backstage_entity),
        invoices: invoices.map(
          ({ metadata, status }) => `${metadata.number} ${status}`,
        ),
        amounts: items.map(({ amount }) => amount),
      };
    }

    it('wherever it is cut off', async () => {
      await deliver(exampleInvoice());
      const steps = proxy.made().length;
      // A customer, the invoice, its lines, and that it is final
      expect(steps).toBe(6);
      for (let step = 1; step <= steps; step += 1) {
        proxy.reset();
        remembered = undefined;
        proxy.state.cutFrom = step;
        await expect(deliver(exampleInvoice())).rejects.toMatchObject({
          name: 'ServiceUnavailableError',
        });
        proxy.state.cutFrom = Infinity;
        await deliver(exampleInvoice());
        expect(whatIsThere()).toEqual(one);
      }
    });

    it('when an answer is lost, and the client asks again with the same key', async () => {
      // Of the invoice, after the customer's
      Object.assign(proxy.state, { cutFrom: 2, cutTo: 2 });
      const { signal } = new AbortController();
      await deliver(exampleInvoice(), {}, signal, 1);
      const asked = proxy
        .made()
        .filter(({ path: at }) => at === '/v1/invoices');
      expect(asked.map(({ key }) => key)).toEqual([
        `${exampleInvoice().id}/invoice`,
        `${exampleInvoice().id}/invoice`,
      ]);
      expect(whatIsThere()).toEqual(one);
    });

    it('also when Stripe has forgotten the keys', async () => {
      for (let step = 2; step <= 6; step += 1) {
        proxy.reset();
        remembered = undefined;
        proxy.state.cutFrom = step;
        await deliver(exampleInvoice()).catch(() => {});
        proxy.state.cutFrom = Infinity;
        proxy.forgetKeys();
        await deliver(exampleInvoice());
        expect(whatIsThere()).toEqual(one);
      }
    });

    it('when two replicas hand it over at once', async () => {
      await Promise.all([deliver(exampleInvoice()), deliver(exampleInvoice())]);
      expect(whatIsThere()).toEqual(one);
    });

    it('when it is handed over again', async () => {
      const first = await deliver(exampleInvoice());
      proxy.forgetKeys();
      expect(await deliver(exampleInvoice())).toEqual(first);
      expect(whatIsThere()).toEqual(one);
    });

    it('after what Stripe refused was put right, although it keeps refusals', async () => {
      await deliver(exampleInvoice({ id: 'another' }));
      proxy.state.refusal = 'The customer has no e-mail address';
      await expect(deliver(exampleInvoice())).rejects.toMatchObject({
        name: 'InputError',
        message: 'Stripe refuses it: The customer has no e-mail address',
      });
      proxy.state.refusal = undefined;
      await deliver(exampleInvoice());
      expect(proxy.state.memory.invoices).toHaveLength(2);
    });
  });

  describe('the customer', () => {
    it('is made of the owner in the catalog, and remembered', async () => {
      await deliver(exampleInvoice());
      expect(madeAt('/v1/customers')).toEqual([
        {
          name: 'Team B',
          email: 'b@example.com',
          'metadata[backstage_entity]': 'group:default/team-b',
        },
      ]);
      expect(remembered).toBe('cus_1');
      await deliver(exampleInvoice({ id: 'another' }));
      expect(madeAt('/v1/customers')).toHaveLength(1);
    });

    it('is the one that the catalog names', async () => {
      proxy.state.memory.customers.push({ id: 'cus_named', metadata: {} });
      const annotations = { 'stripe.com/customer-id': 'cus_named' };
      owner = { ...team, metadata: { ...team.metadata, annotations } };
      await deliver(exampleInvoice());
      expect(madeAt('/v1/invoices')[0].customer).toBe('cus_named');
      annotations['stripe.com/customer-id'] = 'cus_unknown';
      await expect(deliver(exampleInvoice())).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringContaining('cus_unknown, which is no customer'),
      });
    });

    it('is the one at Stripe that has the name of the owner', async () => {
      proxy.state.memory.customers.push({
        id: 'cus_found',
        metadata: { backstage_entity: 'group:default/team-b' },
      });
      await deliver(exampleInvoice());
      expect(madeAt('/v1/customers')).toEqual([]);
      expect(remembered).toBe('cus_found');
    });

    it('is one, also while Stripe does not find the new one yet', async () => {
      proxy.state.memory.searchIsBehind = true;
      proxy.state.cutFrom = 1;
      await expect(deliver(exampleInvoice())).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
      });
      proxy.state.cutFrom = Infinity;
      await deliver(exampleInvoice());
      expect(proxy.state.memory.customers).toHaveLength(1);
      expect(remembered).toBe('cus_1');
    });

    it('is made anew when the remembered one is gone, and without the catalog', async () => {
      owner = undefined;
      remembered = 'cus_gone';
      await deliver(exampleInvoice());
      expect(madeAt('/v1/customers')[0]).toMatchObject({ name: 'team-b' });
      expect(remembered).toBe('cus_1');
    });
  });

  describe('a credit note', () => {
    beforeEach(() => deliver(exampleInvoice()));

    it('gives back at the invoice what it gives back here', async () => {
      const receipt = await deliver(exampleCreditNote());
      expect(madeAt('/v1/credit_notes')).toEqual([
        {
          invoice: 'in_1',
          'lines[0][type]': 'custom_line_item',
          'lines[0][description]': 'Monthly fee (App → Accounts, Gold)',
          'lines[0][quantity]': '1',
          'lines[0][unit_amount]': '2000',
          memo: '2026-000018: Wrong price',
          'metadata[api_management_document]': exampleCreditNote().id,
          'metadata[number]': '2026-000018',
          'metadata[period]': '2026-03',
          'metadata[issuer]': 'group:default/team-a',
          'metadata[customer]': 'group:default/team-b',
        },
      ]);
      expect(receipt.reference).toBe('cn_1');
    });

    it('is one, however often it comes', async () => {
      await Promise.all([
        deliver(exampleCreditNote()),
        deliver(exampleCreditNote()),
      ]);
      proxy.forgetKeys();
      await deliver(exampleCreditNote());
      expect(proxy.state.memory.creditNotes).toHaveLength(1);
    });

    it('keeps for the customer what was paid already', async () => {
      proxy.state.memory.invoices[0].amount_remaining = 500;
      await deliver(exampleCreditNote());
      expect(madeAt('/v1/credit_notes')[0].credit_amount).toBe('1500');
    });

    it.each([
      ['while its invoice is a draft', {}, 'draft', 'is a draft at Stripe'],
      [
        'while its invoice is on its way',
        { credits: { id: 'x', number: '2026-000017' } },
        'open',
        'Invoice 2026-000017, which it gives back, is not at Stripe',
      ],
    ])('waits %s', async (_, more, status, why) => {
      proxy.state.memory.invoices[0].status = status;
      await expect(deliver(exampleCreditNote(more))).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
        message: expect.stringContaining(why),
      });
    });

    it.each([
      ['charges something', '3.00', 'charges something'],
      ['is of nothing', '0.00', 'of nothing'],
    ])('that %s is refused', async (_, amount, why) => {
      const lines = [{ ...exampleCreditNote().lines[0], amount }];
      await expect(deliver(exampleCreditNote({ lines }))).rejects.toMatchObject(
        {
          name: 'InputError',
          message: expect.stringContaining(why),
        },
      );
    });
  });
});
