import {
  CreateRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { mockServices } from '@backstage/backend-test-utils';
import type { Emulator } from '@oaf/aws-emulator';
import type {
  GatewayDriver,
  LinkedAccount,
} from '@oaf/backstage-plugin-api-management-node';
import type { AwsConfig } from '../config';
import { createAwsDriver } from '../createAwsDriver';
import { awsConfig } from './simulator';

export const ROLE = 'OpenApiFrameworkTrust';

/** The driver over an emulator. */
export function emulatedDriver(
  { endpoint, clientConfig }: Emulator,
  config: Partial<AwsConfig> = {},
): { driver: GatewayDriver; close(): Promise<void> } {
  return createAwsDriver({
    config: awsConfig({ endpoint, ...config }),
    credentials: async () => async () => clientConfig.credentials,
    logger: mockServices.logger.mock(),
  });
}

export function linkedAccount(
  accountId: string,
  regions: string[],
): LinkedAccount {
  return {
    id: `link-${accountId}`,
    driver: 'aws',
    accountId,
    partition: 'aws',
    alias: `Account ${accountId}`,
    regions,
    trust: {
      roleArn: `arn:aws:iam::${accountId}:role/${ROLE}`,
      externalId: `external-id-of-${accountId}`,
    },
  };
}

/** Makes the account's role with a trust policy that demands the external id. */
export async function createTrustRole(
  clientConfig: ConstructorParameters<typeof IAMClient>[0],
  { trust }: LinkedAccount,
) {
  const iam = new IAMClient(clientConfig!);
  await iam.send(
    new CreateRoleCommand({
      RoleName: ROLE,
      AssumeRolePolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { AWS: '*' },
            Action: 'sts:AssumeRole',
            Condition: {
              StringEquals: { 'sts:ExternalId': trust!.externalId },
            },
          },
        ],
      }),
    }),
  );
  await iam.send(
    new PutRolePolicyCommand({
      RoleName: ROLE,
      PolicyName: 'import',
      PolicyDocument: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'apigateway:GET', Resource: '*' },
        ],
      }),
    }),
  );
  iam.destroy();
}
