import type { Invoice } from '@oaf/backstage-plugin-api-management-common';
import type { Notice } from './Notices';

/** To those who hold the applications. */
export const invoiceNotice = (invoice: Invoice): Notice => ({
  topic: 'invoice',
  about: invoice.id,
  page: 'costs',
  title: `${invoice.creditsId ? 'Credit note' : 'Invoice'} ${invoice.number}: ${
    invoice.currency
  } ${invoice.total} for ${invoice.period}`,
  description: invoice.reason,
  side: 'consumer',
  to: [invoice.customer],
});
