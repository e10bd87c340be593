import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import { Gateways } from '../publications/Gateways';
import { addProductRoutes } from './productRoutes';
import { ProductService } from './ProductService';

/** Products with their plans, and who may see them. */
export function createProducts(foundation: Foundation) {
  const { callers } = foundation;
  const gateways = new Gateways(foundation);
  const products = new ProductService({ ...foundation, gateways });
  return {
    service: products,
    addRoutes: router => addProductRoutes(router, { callers, products }),
  } satisfies Capability & { service: ProductService };
}
