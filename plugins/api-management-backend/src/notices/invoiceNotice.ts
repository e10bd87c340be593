import type { BillingDocument } from '@oaf/backstage-plugin-api-management-node';
import type { Notice } from './Notices';

/** To those who hold the applications. */
export const invoiceNotice = (invoice: BillingDocument): Notice => ({
  topic: 'invoice',
  about: invoice.id,
  page: 'costs',
  title: `${invoice.credits ? 'Credit note' : 'Invoice'} ${invoice.number}: ${
    invoice.currency
  } ${invoice.total} for ${invoice.period}`,
  description: invoice.reason,
  side: 'consumer',
  to: [invoice.customer],
});
