import type { RequestCallers } from '../authorization/Caller';
import type { ApiRouter } from '../schema/ApiRouter';
import type { ProductService } from './ProductService';

export function addProductRoutes(
  router: ApiRouter,
  { callers, products }: { callers: RequestCallers; products: ProductService },
) {
  router.get('/products', async (req, res) => {
    res.json(await products.list(await callers.user(req), req.query));
  });

  router.post('/products', async (req, res) => {
    res
      .status(201)
      .json(await products.create(await callers.user(req), req.body));
  });

  router.get('/product-facets', async (req, res) => {
    res.json(await products.facets(await callers.user(req), req.query));
  });

  router.get('/products/:productId', async (req, res) => {
    res.json(await products.get(await callers.user(req), req.params.productId));
  });

  router.put('/products/:productId', async (req, res) => {
    const { version } = req.query;
    res.json(
      await products.update(
        await callers.user(req),
        req.params.productId,
        Number(version),
        req.body,
      ),
    );
  });

  router.delete('/products/:productId', async (req, res) => {
    await products.delete(await callers.user(req), req.params.productId);
    res.status(204).end();
  });

  router.post('/products/:productId/transitions', async (req, res) => {
    res.json(
      await products.transition(
        await callers.user(req),
        req.params.productId,
        req.body,
      ),
    );
  });
}
