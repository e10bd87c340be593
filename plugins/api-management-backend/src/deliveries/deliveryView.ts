import type {
  InvoiceDelivery,
  InvoiceDeliveryList,
} from '@oaf/backstage-plugin-api-management-common';
import { isoTime } from '../database/time';
import type { BillingSinks } from './BillingSinks';
import type { Delivery } from './DeliveryStore';

type Sinks = Pick<BillingSinks, 'find'>;

/** Who pays is shown only where the invoice is to be seen. */
export function toDeliveryList(
  deliveries: Delivery[],
  { sinks, mayRetry }: { sinks: Sinks; mayRetry: boolean },
): InvoiceDeliveryList {
  const toView = mayRetry ? toIssuerView : toCustomerView;
  const items = deliveries.flatMap(delivery => toView(delivery, sinks) ?? []);
  return { items, mayRetry };
}

function toIssuerView(delivery: Delivery, sinks: Sinks): InvoiceDelivery {
  const { sink, state, attempts, lastError, link, customerLink } = delivery;
  return {
    sink,
    title: titleOf(sink, sinks),
    state,
    attempts,
    lastError: lastError ?? undefined,
    nextAttemptAt: isoTime(delivery.nextAttemptAt),
    deliveredAt: isoTime(delivery.deliveredAt),
    reference: delivery.reference ?? undefined,
    link: link ?? customerLink ?? undefined,
  };
}

function toCustomerView(
  { sink, state, reference, customerLink }: Delivery,
  sinks: Sinks,
): InvoiceDelivery | undefined {
  return customerLink
    ? {
        sink,
        title: titleOf(sink, sinks),
        state,
        reference: reference ?? undefined,
        link: customerLink,
      }
    : undefined;
}

/** A sink may be gone whose deliveries are kept. */
function titleOf(id: string, sinks: Sinks): string {
  return sinks.find(id)?.title ?? id;
}
