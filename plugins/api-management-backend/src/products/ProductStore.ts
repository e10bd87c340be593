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
import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Visibility } from '../authorization/AccessControl';
import type { Page, PageRequest } from '../database/page';
import type { SeenRow } from '../database/versions';
import type { StoredPublication } from '../publications/PublicationStore';

export type StoredPlan = {
  id: string;
  productId: string;
  title: string;
  description: string | null;
  state: PlanState;
  /** Null when the stored ones cannot be read. */
  limits: Limits | null;
  /** Null when the stored one cannot be read. */
  price: Price | null;
  /** Which of the plan's prices it is, from 1. */
  version: number;
  /** Days for which credentials live at most; null: as the installation allows. */
  maxCredentialDays: number | null;
  /** Whether each subscription has a KMS key of its own. */
  dedicatedKey: boolean;
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
  /** What was said when it came into its state. */
  stateReason: string | null;
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

/** How many subscriptions a plan has now, and had ever. */
export type PlanUse = { live: Map<string, number>; ever: Map<string, number> };

/** How a product and its plans are used. */
export type ProductUse = PlanUse & {
  liveCount: number;
  /** What it offers at deployed gateways. */
  publications: StoredPublication[];
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
  /** Products as they are, and stay until the transaction ends. */
  hold(ids: string[], trx: Transaction): Promise<StoredProduct[]>;
  findPlans(ids: string[]): Promise<StoredPlan[]>;
  referencesByGatewayApi(
    gatewayApiIds: string[],
    visibility: Visibility<ApiProductFilter>,
  ): Promise<Map<string, ProductReference[]>>;
  /**
   * Adds a product; when another one has its slug, that gets an ending.
   *
   * @throws ConflictError when one of its gateway APIs is gone by now
   */
  insert(product: StoredProduct): Promise<void>;
  /**
   * Changes a product as it was seen, while nobody else changes it or subscribes to it. `change` may run again.
   *
   * @throws ConflictError when the product changed since, or a gateway API that it takes up is gone by now
   */
  change(
    seen: SeenRow,
    change: (product: StoredProduct, use: ProductUse) => StoredProduct,
    options?: {
      /** The gateway APIs that the change takes up or keeps. */
      gatewayApiIds?: string[];
      /** Tells gateways of the change. */
      requestGrants?: boolean;
    },
  ): Promise<void>;
  /**
   * Deletes a product as it was seen, while nobody changes it or subscribes to it; `require` judges it and may run again.
   *
   * @throws ConflictError when the product changed since, and what `require` throws
   */
  delete(
    seen: SeenRow,
    require: (product: StoredProduct, use: ProductUse) => void,
  ): Promise<void>;
}
