import type {
  AccountLink,
  AccountLinkBatch,
  LinkCheckResult,
  RegionStatus,
} from '@oaf/backstage-plugin-api-management-common';
import { ago } from './data';

const minutes = 60_000;

export const region = (
  name: string,
  fields: Partial<RegionStatus> = {},
): RegionStatus => ({
  region: name,
  apiCount: 12,
  fresh: true,
  syncedAt: ago(4 * minutes),
  budget: {
    rate: 5,
    burst: 20,
    requests: 402,
    throttled: 0,
    sharedByRegions: false,
  },
  ...fields,
});

export const passed: LinkCheckResult[] = (
  ['assume-role', 'external-id-required', 'account', 'regions'] as const
).map(check => ({ check, outcome: 'passed' }));

export const refused: LinkCheckResult[] = [
  { check: 'assume-role', outcome: 'passed' },
  {
    check: 'external-id-required',
    outcome: 'failed',
    message:
      'The role can be assumed without the external id, so anyone who knows its ARN could ask us to read this account. Add the condition sts:ExternalId to its trust policy, or make the role from the template again.',
  },
  { check: 'account', outcome: 'skipped' },
  { check: 'regions', outcome: 'skipped' },
];

export const account = (
  id: string,
  alias: string,
  fields: Partial<AccountLink> = {},
): AccountLink => ({
  id,
  driver: 'aws',
  accountId: '210987654321',
  partition: 'aws',
  alias,
  state: 'verified',
  builtIn: false,
  roleArn: 'arn:aws:iam::210987654321:role/oaf-link',
  regions: [],
  availableRegions: [],
  checks: passed,
  verifiedAt: ago(55 * minutes),
  apiCount: 0,
  version: 1,
  createdAt: ago(90_000 * minutes),
  updatedAt: ago(4 * minutes),
  ...fields,
});

export const manyRegions = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];

export const accounts: AccountLink[] = [
  account('link-1', 'Embedded gateway', {
    driver: 'local',
    accountId: 'embedded',
    partition: 'local',
    builtIn: true,
    roleArn: undefined,
    checks: undefined,
    verifiedAt: undefined,
    regions: [region('local', { apiCount: 4, budget: undefined })],
    apiCount: 4,
    syncedAt: ago(2 * minutes),
  }),
  account('link-2', 'Payments production', {
    state: 'degraded',
    regions: [
      region('eu-central-1'),
      region('eu-west-1', {
        apiCount: 3,
        fresh: false,
        syncedAt: ago(900 * minutes),
        error:
          'The role may not read APIs here (AccessDeniedException on apigateway:GET /restapis). Run the template again, or remove the policy that denies it.',
        budget: {
          rate: 2.5,
          burst: 20,
          requests: 18,
          throttled: 3,
          sharedByRegions: true,
        },
      }),
      region('us-east-1', {
        apiCount: 40,
        import: {
          state: 'running',
          requestedAt: ago(8_000),
          startedAt: ago(7_000),
          listed: 84,
          exported: 31,
        },
      }),
    ],
    availableRegions: manyRegions,
    apiCount: 55,
    syncedAt: ago(900 * minutes),
  }),
  account('link-3', 'Claims test', {
    accountId: '345678901234',
    state: 'pending',
    checks: undefined,
    verifiedAt: undefined,
    roleArn: undefined,
  }),
  account('link-4', 'Lending sandbox', {
    accountId: '456789012345',
    state: 'pending',
    checks: refused,
  }),
  account('link-5', 'Data platform', {
    accountId: '567890123456',
    availableRegions: manyRegions,
    batchId: 'batch-1',
  }),
  account('link-6', 'Cards production', {
    accountId: '678901234567',
    batchId: 'batch-1',
    regions: [region('eu-central-1'), region('eu-west-1', { apiCount: 7 })],
    availableRegions: ['eu-central-1', 'eu-west-1'],
    apiCount: 19,
    syncedAt: ago(3 * minutes),
  }),
];

export const batches: AccountLinkBatch[] = [
  {
    id: 'batch-1',
    driver: 'aws',
    partition: 'aws',
    createdAt: ago(20 * minutes),
    linkCount: 3,
    verifiedCount: 2,
    failedCount: 1,
    verifying: false,
    refusedRows: [
      {
        row: 2,
        accountId: '210987654321',
        message: 'This account is linked already, as Payments production.',
      },
    ],
  },
];
