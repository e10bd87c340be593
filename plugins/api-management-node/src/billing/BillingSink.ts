import type {
  Invoice,
  InvoiceLine,
} from '@oaf/backstage-plugin-api-management-common';

/**
 * An invoice or a credit note that is final, as the HTTP API shows it. It never changes.
 *
 * @public
 */
export type BillingDocument = Readonly<
  Omit<Invoice, 'lines' | 'mayCredit' | 'problem' | 'creditsId'>
> & {
  readonly kind: 'invoice' | 'credit-note';
  readonly lines: ReadonlyArray<Readonly<InvoiceLine>>;
  /** Of a credit note: the invoice that it gives back. */
  readonly credits?: {
    readonly id: string;
    readonly number: string;
    /** What the sink answered for it; undefined when it was not handed over there, or not yet. */
    readonly reference?: string;
  };
};

/** @public */
export type BillingReceipt = {
  /** What the document is called at the sink, at most 255 characters. */
  reference?: string;
  /** Where who issued it sees it there. */
  link?: string;
  /** Where who pays it sees it there. */
  customerLink?: string;
};

/** @public */
export type BillingSinkCall = {
  /** Aborts when the time is over, or somebody else hands the document over. */
  signal: AbortSignal;
  /** Whom the document is for, as the sink knows them. */
  customer: {
    /** What was remembered. */
    reference: string | undefined;
    /** Keeps it for all further documents of this customer, at most 255 characters. */
    remember(reference: string): Promise<void>;
  };
};

/**
 * Where final invoices and credit notes go: a payment provider, or the books.
 *
 * A document is handed over at least once. It comes again when the process died before the receipt was written down, and it
 * may come to two replicas at once when one was silent for long. So **a sink must make one thing of it, by its `id`**, which
 * stands for the issuer and the number.
 *
 * @public
 */
export interface BillingSink {
  /** Kept with each document: small letters, digits and hyphens, at most 64. Never give it another meaning. */
  readonly id: string;
  /** For people. */
  readonly title: string;
  /**
   * @throws InputError when the sink can never take it; people are told why, and may try again. Anything else is tried again
   * by itself, later and later, for about three days. What is thrown must be fit to be read by who issued the document.
   */
  deliver(
    document: BillingDocument,
    call: BillingSinkCall,
  ): Promise<BillingReceipt>;
}
