export type StripeThing = {
  id: string;
  metadata: Record<string, string>;
  [key: string]: any;
};

type Answer = { status?: number; changes: object };

/** `metadata[number]=7` → `{ number: '7' }` */
export function metadataIn(params: URLSearchParams): Record<string, string> {
  const entries = [...params].flatMap(([name, value]) => {
    const key = /^metadata\[(.+)\]$/.exec(name)?.[1];
    return key ? [[key, value] as const] : [];
  });
  return Object.fromEntries(entries);
}

/**
 * What stripe-mock forgets: it judges each request by Stripe's own document and answers with an example. This puts into the
 * example what Stripe would remember, as far as the sink asks for it.
 */
export class StripeMemory {
  readonly customers: StripeThing[] = [];
  readonly invoices: StripeThing[] = [];
  readonly items: StripeThing[] = [];
  readonly creditNotes: StripeThing[] = [];
  /** Added to what the lines are, as by a tax of Stripe. */
  surcharge = 0;
  /** New customers are not found yet. */
  searchIsBehind = false;

  /** What of the example is otherwise. Undefined: nothing. */
  answer(
    method: string,
    path: string,
    params: URLSearchParams,
  ): Answer | undefined {
    const [, kind, id, action] = path.slice(1).split('/');
    switch (
      `${method} ${kind}${id ? '/:id' : ''}${action ? `/${action}` : ''}`
    ) {
      case 'POST customers':
        return this.#add(this.customers, 'cus', params, {});
      case 'GET customers/:id':
        return id === 'search'
          ? list(this.searchIsBehind ? [] : this.customers)
          : one(this.customers, id);
      case 'POST invoices':
        return this.#add(this.invoices, 'in', params, {
          status: 'draft',
          customer: params.get('customer'),
          livemode: false,
          hosted_invoice_url: null,
        });
      case 'GET invoices':
        return list(
          this.invoices.filter(
            ({ customer }) => customer === params.get('customer'),
          ),
        );
      case 'GET invoices/:id':
        return one(this.invoices.map(this.#withTotal), id);
      case 'POST invoices/:id/finalize':
        return this.#finalize(id);
      case 'POST invoiceitems':
        return this.#add(this.items, 'ii', params, {
          invoice: params.get('invoice'),
          amount: Number(params.get('amount')),
        });
      case 'GET invoiceitems':
        return list(
          this.items.filter(({ invoice }) => invoice === params.get('invoice')),
        );
      case 'POST credit_notes':
        return this.#add(this.creditNotes, 'cn', params, {
          invoice: params.get('invoice'),
          livemode: false,
          pdf: 'https://pay.stripe.example/note.pdf',
        });
      case 'GET credit_notes':
        return list(
          this.creditNotes.filter(
            ({ invoice }) => invoice === params.get('invoice'),
          ),
        );
      default:
        return undefined;
    }
  }

  #add(
    things: StripeThing[],
    prefix: string,
    params: URLSearchParams,
    more: object,
  ): Answer {
    const thing = {
      id: `${prefix}_${things.length + 1}`,
      metadata: metadataIn(params),
      ...more,
    };
    things.push(thing);
    return { changes: thing };
  }

  #finalize(id: string): Answer {
    const invoice = this.invoices.find(each => each.id === id)!;
    invoice.status = 'open';
    invoice.hosted_invoice_url = `https://pay.stripe.example/${id}`;
    invoice.amount_remaining = this.#withTotal(invoice).total;
    return { changes: this.#withTotal(invoice) };
  }

  readonly #withTotal = (invoice: StripeThing) => {
    const own = this.items.filter(item => item.invoice === invoice.id);
    const total = own.reduce((sum, { amount }) => sum + amount, this.surcharge);
    return { amount_remaining: total, ...invoice, total };
  };
}

function list(data: StripeThing[]): Answer {
  return { changes: { data, has_more: false } };
}

function one(things: StripeThing[], id: string): Answer {
  const found = things.find(each => each.id === id);
  return found
    ? { changes: found }
    : {
        status: 404,
        changes: {
          error: {
            type: 'invalid_request_error',
            code: 'resource_missing',
            message: `No such thing: '${id}'`,
          },
        },
      };
}
