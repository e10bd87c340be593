import type { RequestCallers } from '../authorization/Caller';
import type { ApiRouter } from '../schema/ApiRouter';
import type { DeliveryService } from './DeliveryService';

export function addDeliveryRoutes(
  router: ApiRouter,
  {
    callers,
    deliveries,
  }: { callers: RequestCallers; deliveries: DeliveryService },
) {
  router.get('/invoices/:invoiceId/deliveries', async (req, res) => {
    const caller = await callers.user(req);
    res.json(await deliveries.list(caller, req.params.invoiceId));
  });

  router.post(
    '/invoices/:invoiceId/deliveries/:sink/retry',
    async (req, res) => {
      const caller = await callers.user(req);
      const { invoiceId, sink } = req.params;
      res.status(202).json(await deliveries.retry(caller, invoiceId, sink));
    },
  );
}
