import type {
  BillingDocument,
  BillingReceipt,
  BillingSink,
  BillingSinkCall,
} from '@oaf/backstage-plugin-api-management-node';
import type Stripe from 'stripe';
import type { StripeConfig } from './config';
import { customerOf, type FindOwner } from './customers/customerOf';
import { deliverCreditNote } from './documents/deliverCreditNote';
import { deliverInvoice } from './documents/deliverInvoice';
import { toSinkError } from './toSinkError';

type Tools = { stripe: Stripe; findOwner: FindOwner; config: StripeConfig };

/** Makes invoices and credit notes at Stripe of those that are final. */
export class StripeSink implements BillingSink {
  readonly id = 'stripe';
  readonly title = 'Stripe';
  readonly #tools: Tools;

  constructor(tools: Tools) {
    this.#tools = tools;
  }

  async deliver(
    document: BillingDocument,
    call: BillingSinkCall,
  ): Promise<BillingReceipt> {
    try {
      return await this.#deliver(document, call);
    } catch (error) {
      throw toSinkError(error);
    }
  }

  async #deliver(document: BillingDocument, call: BillingSinkCall) {
    if (document.kind === 'credit-note') {
      return deliverCreditNote(this.#tools, document);
    }
    const customer = await customerOf(this.#tools, document, call);
    const { signal } = call;
    return deliverInvoice(this.#tools, document, { customer, signal });
  }
}
