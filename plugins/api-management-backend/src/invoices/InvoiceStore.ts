import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Visibility } from '../authorization/AccessControl';
import type { Page, PageRequest } from '../database/page';

/** Who asks whom for what is to pay for a month. */
export type InvoiceGroup = {
  /** Owns the products. */
  issuer: string;
  /** Owns the applications. */
  customer: string;
  currency: string;
  /** `YYYY-MM`, in UTC */
  period: string;
};

export type InvoiceLineKind = 'charge' | 'adjustment' | 'credit';

/** A line as it was issued; it never changes. */
export type StoredInvoiceLine = {
  kind: InvoiceLineKind;
  /** The bill that it is of, and the line of that. */
  billId: string;
  lineId: string;
  subscriptionId: string;
  application: string;
  product: string;
  plan: string;
  description: string;
  quantity: string;
  unitAmount: string;
  amount: string;
  rule: string;
  interval: { start: string; end: string };
  /** The statement that gives the quantity. */
  query?: string;
};

/** Times are epoch milliseconds. */
export type StoredInvoice = InvoiceGroup & {
  id: string;
  year: number;
  /** From 1, without gaps, per issuer and year. */
  serial: number;
  total: string;
  /** Of a credit note: the invoice that it gives back. */
  creditsId: string | null;
  reason: string | null;
  issuedBy: string | null;
  issuedAt: number;
};

export type InvoiceFilter = {
  period?: string;
  applicationOwners?: string[];
};

/** When an invoice is issued, and what is to be told of it in the same moment. */
export type Issuing = { now: number; sinks: string[] };

export type InvoiceStore = {
  list(
    filter: InvoiceFilter,
    visibilities: Array<Visibility<SubscriptionFilter>>,
    page: PageRequest,
  ): Promise<Page<StoredInvoice>>;
  find(
    id: string,
  ): Promise<
    | (StoredInvoice & { lines: StoredInvoiceLine[]; unreadable: boolean })
    | undefined
  >;
  /** Groups with closed bills of a month until `period` that no invoice has, or with late calls, oldest first. */
  listDue(period: string): Promise<InvoiceGroup[]>;
  /**
   * Gives a group's closed bills, and what is late of former ones, an invoice with the next number. All of it or nothing
   * comes to be; whoever comes second finds nothing left.
   *
   * @returns the invoice; undefined when there was nothing to ask for
   */
  issue(
    group: InvoiceGroup,
    issuing: Issuing,
  ): Promise<StoredInvoice | undefined>;
  /**
   * Gives lines of an invoice back, all of them when none is named.
   *
   * @throws ConflictError when one of them is given back already
   */
  credit(
    id: string,
    credit: { lineKeys?: number[]; reason: string; issuedBy: string },
    issuing: Issuing,
  ): Promise<StoredInvoice>;
  /** Forgets invoices that were issued before a moment, with the bills in them. */
  purge(before: number, limit: number): Promise<number>;
};
