import type { AccountSpec } from '../world/specs';

export const accountId = '111122223333';
export const roleArn = `arn:aws:iam::${accountId}:role/oaf-trust`;
export const externalId = '6f1c2f3e-external-id';

/** One account with a REST, an HTTP and a WebSocket API in eu-west-1, and nothing in eu-central-1. */
export const account: AccountSpec = {
  accountId,
  regions: ['eu-west-1', 'eu-central-1'],
  disabledRegions: ['af-south-1'],
  roles: [
    {
      name: 'oaf-trust',
      trustedPrincipals: ['arn:aws:iam::999900000000:root'],
      externalId,
    },
  ],
  apis: {
    'eu-west-1': [
      {
        apiId: 'rest000001',
        name: 'Accounts',
        protocol: 'REST',
        description: 'Balances',
        version: '2.1',
        tags: { owner: 'team-a' },
        stages: [
          {
            name: 'prod',
            tags: { lifecycle: 'production' },
            variables: { password: 'stage-secret' },
          },
        ],
      },
      {
        apiId: 'http000001',
        name: 'Quotes',
        protocol: 'HTTP',
        stages: [{ name: '$default' }],
      },
      {
        apiId: 'sock000001',
        name: 'Ticker',
        protocol: 'WEBSOCKET',
        stages: [{ name: 'prod' }],
        routes: [{ routeKey: 'tick', requestModels: { $default: 'Tick' } }],
        models: [
          {
            name: 'Tick',
            contentType: 'application/json',
            schema: { type: 'object' },
          },
        ],
      },
    ],
  },
  domainNames: {
    'eu-west-1': [
      {
        domainName: 'api.example.com',
        mappings: [{ path: 'accounts', apiId: 'rest000001', stage: 'prod' }],
      },
    ],
  },
};
