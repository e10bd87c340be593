import { InputError, ServiceUnavailableError } from '@backstage/errors';
import type {
  BillingDocument,
  BillingReceipt,
} from '@oaf/backstage-plugin-api-management-node';
import type Stripe from 'stripe';
import { toStripeAmount } from '../amounts/toStripeAmount';
import { create } from './create';
import { dashboardLink } from './dashboardLink';
import { describeLine } from './describeLine';
import { findOf, metadataOf } from './metadata';

/** Makes a credit note at Stripe of one that is final. */
export async function deliverCreditNote(
  { stripe }: { stripe: Stripe },
  document: BillingDocument,
): Promise<BillingReceipt> {
  const lines = linesOf(document);
  const invoice = await creditedInvoice(stripe, document);
  const known = await findOf(
    stripe.creditNotes.list({ invoice: invoice.id, limit: 100 }),
    document,
  );
  return receiptOf(known ?? (await make(stripe, document, invoice, lines)));
}

/** What is given back counts upwards there. */
function linesOf(document: BillingDocument) {
  const lines = document.lines.map(line => ({
    type: 'custom_line_item' as const,
    description: describeLine(line),
    quantity: 1,
    unit_amount: toStripeAmount(line.amount, document.currency) * -1,
  }));
  const given = lines.filter(({ unit_amount: amount }) => amount !== 0);
  if (given.some(({ unit_amount: amount }) => amount < 0)) {
    throw new InputError(
      'Stripe takes no credit note that charges something; give that line back there by hand',
    );
  }
  if (given.length === 0) {
    throw new InputError('Stripe takes no credit note of nothing');
  }
  return given;
}

/** @throws ServiceUnavailableError while it is on its way */
async function creditedInvoice(stripe: Stripe, { credits }: BillingDocument) {
  if (!credits?.reference) {
    throw new ServiceUnavailableError(
      `Invoice ${credits?.number}, which it gives back, is not at Stripe`,
    );
  }
  const invoice = await stripe.invoices.retrieve(credits.reference);
  if (invoice.status === 'draft') {
    throw new ServiceUnavailableError(
      `Invoice ${credits.number}, which it gives back, is a draft at Stripe (${invoice.id}); finalise it there`,
    );
  }
  return invoice;
}

function make(
  stripe: Stripe,
  document: BillingDocument,
  invoice: Stripe.Invoice,
  lines: ReturnType<typeof linesOf>,
) {
  const total = lines.reduce((sum, { unit_amount: each }) => sum + each, 0);
  // What was paid already is kept for the customer's next invoices; Stripe wants to be told of how much that is.
  const paid = Math.max(0, total - invoice.amount_remaining);
  return create(`${document.id}/credit-note/${paid}`, options =>
    stripe.creditNotes.create(
      {
        invoice: invoice.id,
        lines,
        credit_amount: paid > 0 ? paid : undefined,
        memo: `${document.number}: ${document.reason ?? ''}`,
        metadata: metadataOf(document),
      },
      options,
    ),
  );
}

function receiptOf(note: Stripe.CreditNote): BillingReceipt {
  return {
    reference: note.id,
    link: dashboardLink('credit_notes', note),
    customerLink: note.pdf,
  };
}
