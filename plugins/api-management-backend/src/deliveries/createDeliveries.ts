import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import { Deliverer } from './Deliverer';
import { addDeliveryRoutes } from './deliveryRoutes';
import { DeliveryService } from './DeliveryService';
import { eventSink } from './eventSink';
import { noticeSink } from './noticeSink';

/** Hands final invoices over to the events bus, their customers and what modules added. */
export function createDeliveries(foundation: Foundation) {
  const { callers, config, events, notices, sinks } = foundation;
  sinks.add(eventSink(events));
  if (config.notices.enabled) {
    sinks.add(noticeSink(notices));
  }
  const deliverer = new Deliverer(foundation);
  const deliveries = new DeliveryService(foundation);
  return {
    addRoutes: router => addDeliveryRoutes(router, { callers, deliveries }),
    tasks: [
      {
        // Every replica may take part, since deliveries are leased one by one.
        id: 'deliver-invoices',
        scope: 'local',
        frequency: { seconds: 2 },
        timeout: { minutes: 10 },
        fn: signal => deliverer.run(signal as AbortSignal),
      },
    ],
    stop: () => deliverer.stop(),
  } satisfies Capability;
}
