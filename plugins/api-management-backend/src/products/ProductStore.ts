import type {
  AccessProfile,
  ApprovalRule,
  Limits,
  PlanState,
  Price,
  ProductFacets,
  ProductReference,
  ProductState,
} from '@oaf/backstage-plugin-api-management-common';
import type { ApiProductFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Visibility } from '../authorization/AccessControl';
import type { Page, PageRequest } from '../database/page';

export type StoredPlan = {
  id: string;
  productId: string;
  title: string;
  description: string | null;
  state: PlanState;
  limits: Limits;
  price: Price;
};

/** Times are epoch milliseconds. */
export type StoredProduct = {
  id: string;
  slug: string;
  title: string;
  summary: string;
  description: string | null;
  owner: string;
  tags: string[];
  state: ProductState;
  gatewayApiIds: string[];
  /** Group references, or just EVERYONE. */
  audience: string[];
  approval: ApprovalRule;
  accessProfile: AccessProfile;
  terms: string | null;
  plans: StoredPlan[];
  version: number;
  createdBy: string;
  createdAt: number;
  updatedAt: number;
};

export type ProductFilter = {
  search?: string;
  state?: ProductState[];
  owner?: string;
  tag?: string;
  price?: 'free' | 'paid';
  gatewayApiId?: string;
};

export interface ProductStore {
  /** Lists what every visibility allows. */
  list(
    filter: ProductFilter,
    visibilities: Array<Visibility<ApiProductFilter>>,
    page: PageRequest,
  ): Promise<Page<StoredProduct>>;
  /** Tags and owners of the products that `list` would list. */
  facets(
    filter: ProductFilter,
    visibility: Visibility<ApiProductFilter>,
  ): Promise<ProductFacets>;
  find(id: string): Promise<StoredProduct | undefined>;
  findByIds(ids: string[]): Promise<StoredProduct[]>;
  findPlans(ids: string[]): Promise<StoredPlan[]>;
  referencesByGatewayApi(
    gatewayApiIds: string[],
    visibility: Visibility<ApiProductFilter>,
  ): Promise<Map<string, ProductReference[]>>;
  isSlugTaken(slug: string): Promise<boolean>;
  insert(product: StoredProduct): Promise<void>;
  /**
   * Replaces the product as read at `product.version`.
   * @throws ConflictError when it changed since
   */
  update(product: StoredProduct): Promise<void>;
}
