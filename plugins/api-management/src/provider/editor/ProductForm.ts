import type {
  ApiProduct,
  ApiProductInput,
  GatewayApi,
  Plan,
  PlanInput,
  Quota,
} from '@oaf/backstage-plugin-api-management-common';
import { plainText, shorten, toDecimal } from '../../shared';
import {
  type ComponentForm,
  offeredComponents,
  toComponentForms,
  toComponents,
} from './PriceForm';

/** A plan as it is typed; amounts stay decimal texts. */
export type PlanForm = {
  /** Distinguishes plans while they have no id of the backend. */
  key: string;
  id?: string;
  /** A plan that subscriptions rely on keeps its limits. */
  isUsed: boolean;
  /** Of its price, as far as it is saved. */
  version?: number;
  title: string;
  description: string;
  /** Numbers stay as they were typed, also when they are none. */
  rate: string;
  burst: string;
  hasQuota: boolean;
  quotaLimit: string;
  quotaPeriod: Quota['period'];
  quotaIsHard: boolean;
  /** Days for which credentials live at most; empty: as the installation allows. */
  credentialDays: string;
  /** A KMS key for each subscription. */
  dedicatedKey: boolean;
  currency: string;
  components: ComponentForm[];
};

/** A product as it is typed. */
export type ProductForm = {
  title: string;
  summary: string;
  description: string;
  owner: string;
  /** Separated by commas or spaces. */
  tags: string;
  gatewayApiIds: string[];
  audienceType: ApiProductInput['audience']['type'];
  audienceGroups: string[];
  approval: ApiProductInput['approval'];
  terms: string;
  plans: PlanForm[];
};

const usualQuota = '10000';

let planCount = 0;

/** A plan to start from. */
export const newPlan = (title: string, currency = 'EUR'): PlanForm => ({
  key: `new-${++planCount}`,
  isUsed: false,
  title,
  description: '',
  rate: '10',
  burst: '20',
  hasQuota: false,
  quotaLimit: usualQuota,
  quotaPeriod: 'day',
  quotaIsHard: false,
  credentialDays: '',
  dedicatedKey: false,
  currency,
  components: offeredComponents(),
});

/** An empty product, or one filled in from a gateway API. */
export const newProduct = (owner: string, api?: GatewayApi): ProductForm => ({
  title: api?.title ?? '',
  summary: shorten(plainText(api?.description ?? ''), 200),
  description: api?.description ?? '',
  owner,
  tags: '',
  gatewayApiIds: api ? [api.id] : [],
  audienceType: 'everyone',
  audienceGroups: [],
  approval: 'manual',
  terms: '',
  plans: [newPlan('Standard')],
});

/** A product of the backend, ready to be edited. */
export const fromProduct = (product: ApiProduct): ProductForm => ({
  title: product.title,
  summary: product.summary,
  description: product.description ?? '',
  owner: product.owner,
  tags: product.tags.join(', '),
  gatewayApiIds: product.gatewayApis.map(({ id }) => id),
  audienceType: product.audience.type,
  audienceGroups: product.audience.groups ?? [],
  approval: product.approval,
  terms: product.terms ?? '',
  plans: product.plans.map(fromPlan),
});

function fromPlan({
  id,
  title,
  description = '',
  limits,
  price,
  maxCredentialDays,
  dedicatedKey = false,
  subscriptionCount,
  version,
}: Plan): PlanForm {
  // Terms that cannot be read are set anew.
  const { rate, burst, quota } = limits ?? { rate: 1, burst: 1 };
  return {
    key: id,
    id,
    isUsed: Boolean(subscriptionCount && limits),
    version,
    title,
    description,
    rate: toDecimal(rate),
    burst: toDecimal(burst),
    hasQuota: quota !== undefined,
    quotaLimit: quota ? toDecimal(quota.limit) : usualQuota,
    quotaPeriod: quota?.period ?? 'day',
    quotaIsHard: quota?.hard ?? false,
    currency: price?.currency ?? '',
    components: price ? toComponentForms(price) : offeredComponents(),
    credentialDays: maxCredentialDays ? toDecimal(maxCredentialDays) : '',
    dedicatedKey,
  };
}

/** The tags that were typed, each once. */
export const splitTags = (tags: string) => [
  ...new Set(tags.split(/[\s,]+/).filter(Boolean)),
];

/** What is sent to the backend; texts that were left empty are left out. */
export const toProductInput = (form: ProductForm): ApiProductInput => ({
  title: form.title.trim(),
  summary: form.summary.trim(),
  description: form.description.trim() || undefined,
  owner: form.owner,
  tags: splitTags(form.tags),
  gatewayApiIds: form.gatewayApiIds,
  audience:
    form.audienceType === 'groups'
      ? { type: 'groups', groups: form.audienceGroups }
      : { type: 'everyone' },
  approval: form.approval,
  terms: form.terms.trim() || undefined,
  plans: form.plans.map(toPlanInput),
});

/** A plan as the backend wants it. */
export function toPlanInput(plan: PlanForm): PlanInput {
  return {
    id: plan.id,
    title: plan.title.trim(),
    description: plan.description.trim() || undefined,
    limits: {
      rate: Number(plan.rate),
      burst: Number(plan.burst),
      quota: plan.hasQuota
        ? {
            limit: Number(plan.quotaLimit),
            period: plan.quotaPeriod,
            hard: plan.quotaIsHard || undefined,
          }
        : undefined,
    },
    price: {
      currency: plan.currency,
      components: toComponents(plan.components),
    },
    maxCredentialDays: Number(plan.credentialDays.trim()) || undefined,
    dedicatedKey: plan.dedicatedKey || undefined,
  };
}
