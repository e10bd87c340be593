import { ServiceUnavailableError } from '@backstage/errors';
import type { BillingSink } from '@oaf/backstage-plugin-api-management-node';
import { invoiceNotice } from '../notices/invoiceNotice';
import type { Notices } from '../notices/Notices';
import { NOTICE_SINK } from './deliveryQueries';

/** Tells who has to pay. One that comes again replaces the former one at Backstage, by its scope. */
export const noticeSink = (notices: Notices): BillingSink => ({
  id: NOTICE_SINK,
  title: 'Notice to the customer',
  async deliver(document) {
    if (!(await notices.tell(invoiceNotice(document)))) {
      throw new ServiceUnavailableError(
        'Notifications could not be sent; the log of the backend says why',
      );
    }
    return {};
  },
});
