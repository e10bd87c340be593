import { InputError } from '@backstage/errors';
import type {
  BillingDocument,
  BillingReceipt,
} from '@oaf/backstage-plugin-api-management-node';
import type Stripe from 'stripe';
import { toStripeAmount } from '../amounts/toStripeAmount';
import type { StripeConfig } from '../config';
import { create } from './create';
import { dashboardLink } from './dashboardLink';
import { describeLine } from './describeLine';
import { DOCUMENT, findOf, LINE, metadataOf } from './metadata';

const MAX_LINES = 250;
const DAY_S = 86_400;

type Line = BillingDocument['lines'][number];
type Made = {
  stripe: Stripe;
  document: BillingDocument;
  invoice: Stripe.Invoice;
};

/** Makes an invoice at Stripe of one that is final, or goes on with it. */
export async function deliverInvoice(
  { stripe, config }: { stripe: Stripe; config: StripeConfig },
  document: BillingDocument,
  { customer, signal }: { customer: string; signal: AbortSignal },
): Promise<BillingReceipt> {
  requireRepresentable(document);
  const known = await find(stripe, document, customer);
  const invoice = known ?? (await begin(stripe, config, document, customer));
  if (invoice.status !== 'draft') {
    return receiptOf(invoice);
  }
  await addLines({ stripe, document, invoice }, customer, signal);
  await requireSameTotal({ stripe, document, invoice });
  return receiptOf(
    config.finalize
      ? await create(`${document.id}/finalize`, options =>
          stripe.invoices.finalizeInvoice(
            invoice.id,
            { auto_advance: true },
            options,
          ),
        )
      : invoice,
  );
}

/** Before anything is made that could not be finished. */
function requireRepresentable({ lines, currency }: BillingDocument) {
  if (lines.length > MAX_LINES) {
    throw new InputError(
      `Stripe takes at most ${MAX_LINES} lines in an invoice; this one has ${lines.length}`,
    );
  }
  lines.forEach(({ amount }) => toStripeAmount(amount, currency));
}

/** A list shows at once what was made, which a search does not. */
function find(stripe: Stripe, document: BillingDocument, customer: string) {
  // Nothing was made of it before it was issued; clocks may differ by a day.
  const issued = Math.floor(Date.parse(document.issuedAt) / 1000);
  const created = { gte: issued - DAY_S };
  return findOf(
    stripe.invoices.list({ customer, created, limit: 100 }),
    document,
  );
}

function begin(
  stripe: Stripe,
  config: StripeConfig,
  document: BillingDocument,
  customer: string,
) {
  const isSent = config.collectionMethod === 'send_invoice';
  return create(`${document.id}/invoice`, options =>
    stripe.invoices.create(
      {
        customer,
        currency: document.currency.toLowerCase(),
        // Only once it has all its lines.
        auto_advance: false,
        collection_method: config.collectionMethod,
        days_until_due: isSent ? config.daysUntilDue : undefined,
        custom_fields: [
          { name: 'Number', value: document.number },
          { name: 'Month', value: `${document.period} (${document.timeZone})` },
        ],
        metadata: metadataOf(document),
        // What else is open for this customer, and what is taken off for them, is no part of it.
        pending_invoice_items_behavior: 'exclude',
        discounts: '',
      },
      options,
    ),
  );
}

async function addLines(
  { stripe, document, invoice }: Made,
  customer: string,
  signal: AbortSignal,
) {
  const there = new Set<string | undefined>();
  for await (const item of stripe.invoiceItems.list({
    invoice: invoice.id,
    limit: 100,
  })) {
    there.add(item.metadata?.[LINE]);
  }
  // One after the other, so that Stripe gets them in the order of the invoice.
  for (const line of document.lines) {
    signal.throwIfAborted();
    if (!there.has(String(line.key))) {
      await create(`${document.id}/line/${line.key}`, options =>
        stripe.invoiceItems.create(
          {
            customer,
            invoice: invoice.id,
            currency: document.currency.toLowerCase(),
            amount: toStripeAmount(line.amount, document.currency),
            description: describeLine(line),
            discountable: false,
            period: periodOf(line),
            metadata: { [DOCUMENT]: document.id, [LINE]: String(line.key) },
          },
          options,
        ),
      );
    }
  }
}

/** Stripe's ends belong to the period, ours do not. */
function periodOf({ interval }: Line) {
  const start = Math.floor(Date.parse(interval.start) / 1000);
  const end = Math.floor(Date.parse(interval.end) / 1000) - 1;
  return { start, end: Math.max(start, end) };
}

/** What Stripe adds by rules of its own is on no invoice of ours. */
async function requireSameTotal({ stripe, document, invoice }: Made) {
  const expected = toStripeAmount(document.total, document.currency);
  const { total } = await stripe.invoices.retrieve(invoice.id);
  if (total !== expected) {
    throw new InputError(
      `Stripe makes ${total} of the draft ${invoice.id} where ${expected} is asked for, in the smallest unit of ${document.currency}: something is added or taken off there`,
    );
  }
}

function receiptOf(invoice: Stripe.Invoice): BillingReceipt {
  return {
    reference: invoice.id,
    link: dashboardLink('invoices', invoice),
    customerLink: invoice.hosted_invoice_url ?? undefined,
  };
}
