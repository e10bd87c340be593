import type { Capability } from '../composition/Capability';
import type { Foundation } from '../composition/Foundation';
import { addProductRoutes } from './productRoutes';
import { ProductService } from './ProductService';

/** Products with their plans, and who may see them. */
export function createProducts(foundation: Foundation) {
  const { callers } = foundation;
  const products = new ProductService(foundation);
  return {
    service: products,
    addRoutes: router => addProductRoutes(router, { callers, products }),
  } satisfies Capability & { service: ProductService };
}
