import type {
  ApiProduct,
  Application,
  Bill,
  Credential,
  SubscriptionEvent,
} from '@oaf/backstage-plugin-api-management-common';
import { business, starter, volume } from './plans';

/** The wire carries times as ISO 8601 texts where the generated types say Date. */
export type Wire<Model> = {
  [Key in keyof Model]: Model[Key] extends Date | undefined
    ? string | Extract<Model[Key], undefined>
    : Model[Key];
};

const now = Date.now();
const minutes = 60_000;
export const hours = 60 * minutes;
export const days = 24 * hours;
export const ago = (milliseconds: number) =>
  new Date(now - milliseconds).toISOString();

const guide = `
## What it is

The accounts of a customer with balances and transactions, as the customer sees them in online banking.

1. Subscribe an application to a plan.
2. Reveal the two secrets and run the sample on the subscription page.
3. Read \`GET /accounts\`, then \`GET /accounts/{accountId}/transactions\`.

| Operation | Answers within |
| --- | --- |
| \`GET /accounts\` | 120 ms |
| \`GET /accounts/{accountId}/transactions\` | 300 ms |

Every answer carries \`x-fapi-interaction-id\`; name it when you ask for help.
`;

const terms = `
1. Use the data only for the purpose you state.
2. Keep the credentials in a secret store, and report a loss at once.
3. Do not keep transaction data longer than 90 days.
`;

function product(
  id: string,
  fields: Partial<Wire<ApiProduct>> & { title: string; summary: string },
): Wire<ApiProduct> {
  return {
    id,
    owner: 'group:default/team-a',
    tags: [],
    state: 'published',
    gatewayApis: [
      {
        id: `gateway-${id}`,
        title: fields.title,
        entityRef: `api:default/${id}`,
        invokeUrl: `http://localhost:7010/${id}`,
      },
    ],
    audience: { type: 'everyone' },
    approval: 'manual',
    accessProfile: 'fapi2-cc-dpop',
    plans: [starter, business],
    actions: [],
    blocked: [],
    editable: false,
    subscriptionCount: 1,
    version: 3,
    createdBy: 'user:default/max',
    createdAt: ago(40 * days),
    updatedAt: ago(3 * days),
    ...fields,
  };
}

export const products = [
  product('accounts', {
    title: 'Accounts',
    summary:
      'Balances and transactions of a customer, with the customer’s consent.',
    description: guide,
    terms,
    tags: ['banking', 'open-finance'],
    plans: [starter, business, volume],
    mySubscription: { id: 'subscription-1', state: 'active' },
  }),
  product('claims-notification', {
    title: 'Claims notification',
    summary: 'Report a claim and follow it until it is settled.',
    tags: ['insurance'],
    mySubscription: { id: 'subscription-2', state: 'requested' },
  }),
  product('products-and-services', {
    title: 'Products and services',
    summary:
      'The open catalogue of accounts, cards and loans with their terms and fees.',
    description: 'Open data, no customer is involved.',
    tags: ['banking', 'open-data'],
    approval: 'automatic',
    plans: [starter],
  }),
  product('exchange-rates', {
    title: 'Exchange rates',
    summary: 'Reference rates of the day, with history since 1999.',
    owner: 'group:default/team-c',
    tags: ['open-data'],
    plans: [business],
    state: 'deprecated',
  }),
];

export const applications: Wire<Application>[] = [
  {
    id: 'application-1',
    title: 'Customer portal',
    description: 'The web pages where customers see all their accounts.',
    owner: 'group:default/team-b',
    subscriptionCount: 2,
    editable: true,
    version: 1,
    createdBy: 'user:default/bea',
    createdAt: ago(30 * days),
    updatedAt: ago(30 * days),
  },
  {
    id: 'application-2',
    title: 'Savings robot',
    owner: 'user:default/bea',
    subscriptionCount: 0,
    editable: true,
    version: 1,
    createdBy: 'user:default/bea',
    createdAt: ago(2 * days),
    updatedAt: ago(2 * days),
  },
];

export const toReference = ({ id, title, owner }: Wire<Application>) => ({
  id,
  title,
  owner,
});
export const toSubscribed = ({
  id,
  title,
  owner,
  state,
}: Wire<ApiProduct>) => ({
  id,
  title,
  owner,
  state,
});

export const credentials: Wire<Credential>[] = [
  {
    id: 'credential-3',
    type: 'initial-access-token',
    state: 'issued',
    prefix: 'oaf_iat_9Qx4',
    revealable: true,
    createdAt: ago(12 * minutes),
    expiresAt: ago(-24 * hours),
  },
  {
    id: 'credential-2',
    type: 'client-key',
    state: 'active',
    prefix: 'NzbLsXh8uDCc',
    revealable: false,
    createdAt: ago(19 * days),
    lastUsedAt: ago(2 * minutes),
  },
  {
    id: 'credential-1',
    type: 'api-key',
    state: 'active',
    prefix: 'oaf_key_kT2v',
    revealable: true,
    createdAt: ago(20 * days),
    lastUsedAt: ago(2 * minutes),
    expiresAt: ago(-345 * days),
  },
  {
    id: 'credential-0',
    type: 'initial-access-token',
    state: 'expired',
    prefix: 'oaf_iat_b7Wn',
    revealable: false,
    createdAt: ago(20 * days),
    expiresAt: ago(19 * days),
  },
];

export const events: Wire<SubscriptionEvent>[] = [
  {
    id: 'event-1',
    at: ago(21 * days),
    type: 'requested',
    actor: 'user:default/bea',
    reason: 'Customers see balances of all their banks in one place.',
    data: {},
  },
  {
    id: 'event-2',
    at: ago(20 * days),
    type: 'approved',
    actor: 'user:default/max',
    reason: 'Agreed with the portal team.',
    data: {},
  },
  { id: 'event-3', at: ago(20 * days), type: 'provisioning', data: {} },
  { id: 'event-4', at: ago(20 * days), type: 'active', data: {} },
  {
    id: 'event-5',
    at: ago(19 * days),
    type: 'client-key-enrolled',
    data: { credential: { type: 'client-key', prefix: 'Xy1k9QmPz0aB' } },
  },
  {
    id: 'event-6',
    at: ago(2 * days),
    type: 'application-moved',
    actor: 'user:default/bea',
    data: {
      owner: { from: 'group:default/team-c', to: 'group:default/team-b' },
    },
  },
];

const period = new Date(now).toISOString().slice(0, 7);

export const bills: Bill[] = [
  {
    id: 'bill-1',
    state: 'open',
    period,
    currency: 'EUR',
    total: '85.91',
    subscriptionId: 'subscription-1',
    application: toReference(applications[0]),
    product: toSubscribed(products[0]),
    planTitle: business.title,
    lines: [
      {
        type: 'flat',
        description: `Monthly fee, ${period}`,
        quantity: '1',
        unitAmount: '49',
        amount: '49.00',
      },
      {
        type: 'per-unit',
        description: `Billable calls, ${period}`,
        quantity: '18456',
        unitAmount: '0.002',
        amount: '36.91',
        query:
          "select sum(billable_calls) from usage_records\nwhere subscription_id = 'subscription-1'\n  and hour >= '2026-11-01T00:00:00Z'\n  and hour < '2026-12-01T00:00:00Z'",
      },
    ],
  },
];

export const connection = {
  account: 'Embedded gateway',
  issuer: 'http://localhost:7010/oauth',
  registrationEndpoint: 'http://localhost:7010/oauth/register',
  tokenEndpoint: 'http://localhost:7010/oauth/token',
  clientId: 'sub_6f1c0b2a',
  clientName: 'Customer portal',
  scopes: ['accounts:read', 'accounts:write'],
  resources: [
    {
      title: 'Accounts',
      region: 'local',
      url: 'http://localhost:7010/accounts',
      examplePath: '/accounts',
    },
  ],
};
