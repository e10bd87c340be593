import type { ApiRouter } from '../router';
import type { RouteContext } from '../RouteContext';

export function addProductRoutes(
  router: ApiRouter,
  { callerOf, products }: RouteContext,
) {
  router.get('/products', async (req, res) => {
    res.json(await products.list(await callerOf(req), req.query));
  });

  router.post('/products', async (req, res) => {
    res.status(201).json(await products.create(await callerOf(req), req.body));
  });

  router.get('/product-facets', async (req, res) => {
    res.json(await products.facets(await callerOf(req), req.query));
  });

  router.get('/products/:productId', async (req, res) => {
    res.json(await products.get(await callerOf(req), req.params.productId));
  });

  router.put('/products/:productId', async (req, res) => {
    const { version } = req.query;
    res.json(
      await products.update(
        await callerOf(req),
        req.params.productId,
        Number(version),
        req.body,
      ),
    );
  });

  router.post('/products/:productId/transitions', async (req, res) => {
    res.json(
      await products.transition(
        await callerOf(req),
        req.params.productId,
        req.body,
      ),
    );
  });
}
