import type { AccountSpec, ApiSpec } from '@oaf/control-plane-simulator';
import { paymentsDocument } from './paymentsDocument';

const regions = ['eu-central-1', 'eu-west-1'];

/** Accounts that Ada links, with the titles of their APIs. */
export const payments = { accountId: '111122223333', alias: 'Payments' };
export const claimsAccount = { accountId: '222233334444', alias: 'Claims' };
export const lending = { accountId: '333344445555', alias: 'Lending' };

/** Its owner made a role that anyone may assume. */
export const careless = { accountId: '444455556666', alias: 'Careless' };

const stages = [{ name: 'live' }];

const owned = { owner: 'group:default/team-a', lifecycle: 'production' };

export const paymentsApi: ApiSpec = {
  apiId: 'pay0000001',
  name: 'Payment initiation',
  description: 'Start a payment and follow it until it is booked.',
  protocol: 'REST',
  tags: owned,
  stages,
  document: paymentsDocument,
};

export const notificationsApi: ApiSpec = {
  apiId: 'not0000001',
  name: 'Payment notifications',
  description: 'Hear of a payment the moment it is booked.',
  protocol: 'WEBSOCKET',
  tags: owned,
  stages,
  routes: [
    { routeKey: 'subscribe', requestModels: { $default: 'Subscription' } },
  ],
  models: [
    {
      name: 'Subscription',
      contentType: 'application/json',
      schema: {
        type: 'object',
        properties: { paymentId: { type: 'string' } },
      },
    },
  ],
};

const api = (apiId: string, name: string): ApiSpec => ({
  apiId,
  name,
  protocol: 'HTTP',
  tags: owned,
  stages,
});

/** Is taken away while the tests run. */
export const quotesApi = api('quo0000001', 'Claim quotes');

/** Runs in a region that breaks while the tests run. */
export const loansApi = api('loa0000001', 'Loan offers');

/** What the simulator begins with; nobody has made a trust role yet, but for the careless one. */
export const accounts: AccountSpec[] = [
  {
    accountId: payments.accountId,
    regions,
    apis: {
      'eu-central-1': [paymentsApi],
      'eu-west-1': [notificationsApi],
    },
  },
  {
    accountId: claimsAccount.accountId,
    regions,
    apis: {
      'eu-central-1': [quotesApi],
      'eu-west-1': [api('set0000001', 'Claim settlements')],
    },
  },
  {
    accountId: lending.accountId,
    regions,
    apis: {
      'eu-central-1': [api('sco0000001', 'Credit scores')],
      'eu-west-1': [loansApi],
    },
  },
  {
    accountId: careless.accountId,
    regions,
    roles: [{ name: 'OpenApiFrameworkTrust', trustedPrincipals: ['*'] }],
  },
];
