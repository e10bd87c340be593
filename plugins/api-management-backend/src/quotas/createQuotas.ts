import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import { QuotaService } from './QuotaService';

/** Tells how full what gateways limit is. */
export function createQuotas(foundation: Foundation) {
  const { callers } = foundation;
  const quotas = new QuotaService(foundation);
  return {
    addRoutes(router) {
      router.get('/account-links/:accountLinkId/quotas', async (req, res) => {
        const { accountLinkId } = req.params;
        res.json(await quotas.list(await callers.user(req), accountLinkId));
      });
    },
  } satisfies Capability;
}
