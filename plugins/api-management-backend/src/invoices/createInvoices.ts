import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import type { SubscriptionService } from '../subscriptions/SubscriptionService';
import { InvoiceIssuer } from './InvoiceIssuer';
import { addInvoiceRoutes } from './invoiceRoutes';
import { InvoiceService } from './InvoiceService';

/** What owners of products ask of owners of applications for a month, final. */
export function createInvoices(
  options: Foundation & { subscriptions: SubscriptionService },
) {
  const { callers, billStore } = options;
  const invoices = new InvoiceService(options);
  const issuer = new InvoiceIssuer(options);
  return {
    addRoutes: router =>
      addInvoiceRoutes(router, { callers, invoices, billStore }),
    tasks: [
      {
        id: 'issue-invoices',
        frequency: { minutes: 5 },
        timeout: { minutes: 30 },
        fn: signal => issuer.run(signal as AbortSignal),
      },
      {
        id: 'purge-invoices',
        frequency: { days: 1 },
        timeout: { minutes: 30 },
        fn: signal => issuer.purge(signal as AbortSignal),
      },
    ],
  } satisfies Capability;
}
