import type {
  AccountLink,
  AccountLinkBatch,
  RegionStatus,
  TrustSetup,
} from '@oaf/backstage-plugin-api-management-common';

const at = '2026-03-14T09:26:53Z';

export const region = (fields: Partial<RegionStatus> = {}): RegionStatus => ({
  region: 'eu-central-1',
  apiCount: 12,
  fresh: true,
  syncedAt: at,
  ...fields,
});

export const accountLink = (
  fields: Partial<AccountLink> = {},
): AccountLink => ({
  id: 'link-1',
  driver: 'aws',
  accountId: '210987654321',
  partition: 'aws',
  alias: 'Payments production',
  state: 'verified',
  builtIn: false,
  roleArn: 'arn:aws:iam::210987654321:role/oaf-link',
  regions: [region()],
  availableRegions: ['eu-central-1', 'eu-west-1'],
  apiCount: 12,
  syncedAt: at,
  version: 3,
  createdAt: at,
  updatedAt: at,
  ...fields,
});

export const drivers = {
  items: [
    {
      type: 'local',
      title: 'Embedded gateway',
      linkable: false,
      partitions: [],
      grantsAccess: true,
    },
    {
      type: 'aws',
      title: 'AWS',
      linkable: true,
      partitions: ['aws', 'aws-cn'],
      grantsAccess: false,
    },
  ],
};

export const trustSetup: TrustSetup = {
  externalId: '6f1c0b2a-8f0e-4f57-9c6b-6d2f5b1f9a10',
  principalArn: 'arn:aws:iam::123456789012:role/backstage',
  roleName: 'oaf-link',
  roleArn: 'arn:aws:iam::210987654321:role/oaf-link',
  templateFileName: 'oaf-link.yaml',
  template: 'AWSTemplateFormatVersion: "2010-09-09"',
  cliCommand: 'aws cloudformation deploy --template-file oaf-link.yaml',
  eventsAvailable: false,
};

export const batch = (
  fields: Partial<AccountLinkBatch> = {},
): AccountLinkBatch => ({
  id: 'batch-1',
  driver: 'aws',
  partition: 'aws',
  createdAt: at,
  linkCount: 3,
  verifiedCount: 0,
  failedCount: 0,
  verifying: false,
  refusedRows: [],
  ...fields,
});
