import type { EventsService } from '@backstage/plugin-events-node';
import type { BillingSink } from '@oaf/backstage-plugin-api-management-node';

export const FINAL_TOPIC = 'apiManagement.invoice.final';

/** Publishes final invoices on the events bus of Backstage; `id` tells whether one came before. */
export const eventSink = (events: EventsService): BillingSink => ({
  id: 'events',
  title: 'Events bus',
  async deliver(document) {
    await events.publish({
      topic: FINAL_TOPIC,
      eventPayload: document,
      metadata: { id: document.id },
    });
    return {};
  },
});
