import { randomUUID } from 'node:crypto';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import { transaction } from '@oaf/backstage-plugin-api-management-node/database';
import { sum } from '@oaf/rating';
import type { Knex } from 'knex';
import type { Visibility } from '../authorization/AccessControl';
import { applyVisibility } from '../database/applyVisibility';
import type { PropertyColumns } from '../database/applyVisibility';
import { inChunks } from '../database/inChunks';
import { readPage } from '../database/page';
import type { PageRequest } from '../database/page';
import {
  beginDeliveries,
  forgetDeliveries,
} from '../deliveries/deliveryQueries';
import { adjustmentLines, chargeLines } from './invoiceLines';
import {
  countedNow,
  dueBills,
  groupsDue,
  invoicedSoFar,
  NOTHING_TO_PAY,
} from './invoiceQueries';
import type { DueBill } from './invoiceQueries';
import {
  fromInvoice,
  fromInvoiceLine,
  toInvoice,
  toInvoiceLine,
} from './invoiceRows';
import type { InvoiceRow } from './invoiceRows';
import type {
  InvoiceFilter,
  InvoiceGroup,
  InvoiceStore,
  Issuing,
  StoredInvoice,
  StoredInvoiceLine,
} from './InvoiceStore';

const LINES_PER_INSERT = 40;

const propertyColumns: PropertyColumns<SubscriptionFilter['property']> = {
  applicationOwner: 'invoices.customer',
  productOwner: 'invoices.issuer',
  // Nobody sees an invoice for having asked for one of its subscriptions.
  requestedBy: query => query.whereRaw('1 = 0'),
};

export class DatabaseInvoiceStore implements InvoiceStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(
    { period, applicationOwners }: InvoiceFilter,
    visibilities: Array<Visibility<SubscriptionFilter>>,
    page: PageRequest,
  ) {
    const query = this.#knex('invoices');
    if (period) {
      query.where('invoices.period', period);
    }
    if (applicationOwners) {
      query.whereIn('invoices.customer', applicationOwners);
    }
    visibilities.forEach(visibility =>
      applyVisibility(query, visibility, propertyColumns),
    );
    const { items, totalItems } = await readPage<InvoiceRow>(query, page, {
      columns: { issuedAt: 'invoices.issued_at' },
      default: 'issuedAt:desc',
      idColumn: 'invoices.id',
      select: 'invoices.*',
    });
    return { items: items.map(toInvoice), totalItems };
  }

  async find(id: string) {
    const row = await this.#knex('invoices').where({ id }).first();
    if (!row) {
      return undefined;
    }
    const rows = await this.#knex('invoice_lines')
      .where({ invoice_id: id })
      .orderBy('position');
    const lines = rows.flatMap(line => toInvoiceLine(line) ?? []);
    const unreadable = lines.length < rows.length;
    return { ...toInvoice(row), lines, unreadable };
  }

  listDue(period: string): Promise<InvoiceGroup[]> {
    return groupsDue(this.#knex, period);
  }

  async issue(group: InvoiceGroup, issuing: Issuing) {
    return this.#numbered(group.issuer, issuing, async (trx, next) => {
      const due = await dueBills(trx, group);
      const lines: StoredInvoiceLine[] = [];
      for (const each of due) {
        lines.push(...(await linesOf(trx, each)));
      }
      const isDue = lines.some(({ amount }) => /[1-9]/.test(amount));
      const invoice = isDue
        ? await write(trx, { ...group, ...next }, lines, issuing)
        : undefined;
      await take(trx, due, invoice?.id ?? NOTHING_TO_PAY);
      return invoice;
    });
  }

  async credit(
    id: string,
    credit: { lineKeys?: number[]; reason: string; issuedBy: string },
    issuing: Issuing,
  ): Promise<StoredInvoice> {
    const { issuer } = await found(this.#knex, id);
    return this.#numbered(issuer, issuing, async (trx, next) => {
      const row = await trx('invoices').where({ id }).forUpdate().first();
      if (row.credits_id) {
        throw new ConflictError('A credit note cannot be given back itself');
      }
      const lines = await creditLines(trx, id, credit.lineKeys);
      const { customer, currency, period } = toInvoice(row);
      const group = { issuer, customer, currency, period };
      const { reason, issuedBy } = credit;
      const note = { ...group, ...next, creditsId: id, reason, issuedBy };
      return write(trx, note, lines, issuing);
    });
  }

  /**
   * The number is given in the transaction of the invoice: one that fails leaves no gap, and who comes second waits here
   * before it reads what is due.
   */
  async #numbered<Result>(
    issuer: string,
    { now }: Issuing,
    perform: (
      trx: Knex,
      next: { year: number; serial: number; issuedAt: number },
    ) => Promise<Result>,
  ): Promise<Result> {
    const year = new Date(now).getUTCFullYear();
    await this.#knex('invoice_numbers')
      .insert({ issuer, year, last: 0 })
      .onConflict(['issuer', 'year'])
      .ignore();
    return transaction(this.#knex, async trx => {
      const { last } = await trx('invoice_numbers')
        .where({ issuer, year })
        .forUpdate()
        .first('last');
      const serial = Number(last) + 1;
      return perform(trx, { year, serial, issuedAt: now });
    });
  }

  async purge(before: number, limit: number): Promise<number> {
    return transaction(this.#knex, async trx => {
      const ids = await trx('invoices')
        .where('issued_at', '<', before)
        .orderBy('issued_at')
        .limit(limit)
        .pluck('id');
      await trx('bills').whereIn('invoice_id', ids).delete();
      await trx('invoice_lines').whereIn('invoice_id', ids).delete();
      await forgetDeliveries(trx, ids);
      return trx('invoices').whereIn('id', ids).delete();
    });
  }
}

async function found(knex: Knex, id: string): Promise<StoredInvoice> {
  const row = await knex('invoices').where({ id }).first();
  if (!row) {
    throw new NotFoundError(`There is no invoice ${id}`);
  }
  return toInvoice(row);
}

async function linesOf(trx: Knex, { bill, isInvoiced, ...due }: DueBill) {
  const charged = isInvoiced ? [] : chargeLines(bill);
  if (due.lateCalls === due.adjustedCalls) {
    return charged;
  }
  const late = adjustmentLines(
    bill,
    await invoicedSoFar(trx, bill),
    await countedNow(trx, bill),
  );
  return [...charged, ...late];
}

async function write(
  trx: Knex,
  parts: InvoiceGroup & {
    year: number;
    serial: number;
    issuedAt: number;
  } & Partial<Pick<StoredInvoice, 'creditsId' | 'reason' | 'issuedBy'>>,
  lines: StoredInvoiceLine[],
  { now, sinks }: Issuing,
): Promise<StoredInvoice> {
  const { issuer, year, serial: last, currency } = parts;
  const [{ amount: total }] = sum(
    lines.map(({ amount }) => ({ currency, amount })),
  );
  const invoice: StoredInvoice = {
    creditsId: null,
    reason: null,
    issuedBy: null,
    ...parts,
    id: randomUUID(),
    total,
  };
  // A release that still runs beside this one tells customers itself, unless they were told.
  await trx('invoices').insert({
    ...fromInvoice(invoice),
    told_at: now,
    handed_on_at: now,
  });
  await beginDeliveries(trx, { id: invoice.id, now }, sinks);
  const rows = lines.map((line, position) =>
    fromInvoiceLine(line, invoice.id, position),
  );
  for (const chunk of inChunks(rows, LINES_PER_INSERT)) {
    await trx('invoice_lines').insert(chunk);
  }
  await trx('invoice_numbers').where({ issuer, year }).update({ last });
  return invoice;
}

/** Around midnight of New Year two replicas may hold numbers of two years, and only one gets the bills. */
async function take(trx: Knex, due: DueBill[], invoiceId: string) {
  for (const { bill, isInvoiced, adjustedCalls, lateCalls } of due) {
    const row = trx('bills').where({
      id: bill.id,
      adjusted_calls: adjustedCalls,
    });
    const taken = isInvoiced
      ? await row.update({ adjusted_calls: lateCalls })
      : await row
          .whereNull('invoice_id')
          .update({ adjusted_calls: lateCalls, invoice_id: invoiceId });
    if (taken === 0) {
      throw new ConflictError(`Bill ${bill.id} is in another invoice by now`);
    }
  }
}

/** Each line may be given back once. */
async function creditLines(
  trx: Knex,
  id: string,
  lineKeys: number[] | undefined,
): Promise<StoredInvoiceLine[]> {
  const rows = await trx('invoice_lines')
    .where({ invoice_id: id })
    .orderBy('position');
  const notes = await trx('invoices').where({ credits_id: id }).pluck('id');
  const gone: string[] = await trx('invoice_lines')
    .whereIn('invoice_id', notes)
    .pluck('line_id');
  const chosen = lineKeys ?? rows.map(({ position }) => Number(position));
  return [...new Set(chosen)].map(key => {
    const row = rows.find(({ position }) => Number(position) === key);
    const line = row && toInvoiceLine(row);
    if (!line) {
      throw new InputError(
        `request/body/lines: the invoice has no line ${key} that can be read`,
      );
    }
    if (gone.includes(String(key))) {
      throw new ConflictError(`Line ${key} is given back already`);
    }
    return creditOf(line, key);
  });
}

function creditOf(line: StoredInvoiceLine, key: number): StoredInvoiceLine {
  const amount = negated(line.amount);
  return {
    ...line,
    kind: 'credit',
    lineId: String(key),
    description: `Credit: ${line.description}`,
    quantity: '1',
    unitAmount: amount,
    amount,
    rule: 'Gives the line back in full',
  };
}

function negated(amount: string): string {
  if (!/[1-9]/.test(amount)) {
    return amount;
  }
  return amount.startsWith('-') ? amount.slice(1) : `-${amount}`;
}
