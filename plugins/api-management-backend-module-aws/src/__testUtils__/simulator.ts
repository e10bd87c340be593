import { mockServices } from '@backstage/backend-test-utils';
import type {
  DiscoveredApi,
  GatewayDriver,
  LinkedAccount,
} from '@oaf/backstage-plugin-api-management-node';
import {
  defaultBaseCredentials,
  startControlPlane,
  type AccountSpec,
  type ControlPlane,
  type ControlPlaneOptions,
} from '@oaf/control-plane-simulator';
import type { AwsConfig } from '../config';
import { createAwsDriver } from '../createAwsDriver';

export const accountId = '111111111111';
export const externalId = 'external-id-of-this-link';
export const region = 'eu-west-1';
export const { signal } = new AbortController();

export const account: LinkedAccount = {
  id: 'link-1',
  driver: 'aws',
  accountId,
  partition: 'aws',
  alias: 'Payments',
  regions: [region, 'eu-central-1'],
  trust: {
    roleArn: `arn:aws:iam::${accountId}:role/OpenApiFrameworkTrust`,
    externalId,
  },
};

export const role = {
  name: 'OpenApiFrameworkTrust',
  trustedPrincipals: [defaultBaseCredentials.arn],
  externalId,
};

export const accountSpec: AccountSpec = {
  accountId,
  roles: [role],
  regions: account.regions,
};

export type Simulated = {
  plane: ControlPlane;
  driver: GatewayDriver;
  close(): Promise<void>;
};

const LIMITS = { rate: 10, burst: 40, accounts: {} };

export function awsConfig(overrides: Partial<AwsConfig>): AwsConfig {
  return {
    partitions: [{ name: 'aws', region: 'us-east-1' }],
    roleName: 'OpenApiFrameworkTrust',
    requests: LIMITS,
    raisedQuotas: [],
    ...overrides,
  };
}

/** The driver over a simulated control plane that checks signatures, trust and quotas. */
export async function startSimulated(
  options: Partial<ControlPlaneOptions> & {
    config?: Partial<AwsConfig>;
    credentials?: { accessKeyId: string; secretAccessKey: string };
    /** Is told whose credentials are asked for. */
    credentialsOf?: (baseAccountId: string | undefined) => void;
  } = {},
): Promise<Simulated> {
  const {
    config,
    credentials = defaultBaseCredentials,
    credentialsOf = () => {},
    ...world
  } = options;
  const plane = await startControlPlane({
    accounts: [accountSpec],
    verifySignatures: true,
    ...world,
  });
  const { driver, close } = createAwsDriver({
    config: awsConfig({ endpoint: plane.url, ...config }),
    credentials: async baseAccountId => {
      credentialsOf(baseAccountId);
      return async () => credentials;
    },
    logger: mockServices.logger.mock(),
  });
  return {
    plane,
    driver,
    close: async () => {
      await close();
      await plane.close();
    },
  };
}

export async function discover(
  { driver }: Pick<Simulated, 'driver'>,
  options: {
    account?: LinkedAccount;
    region?: string;
    apiId?: string;
    signal?: AbortSignal;
  } = {},
): Promise<DiscoveredApi[]> {
  const apis = [];
  for await (const api of driver.discovery.discover(
    options.account ?? account,
    options.region ?? region,
    { signal: options.signal ?? signal, apiId: options.apiId },
  )) {
    apis.push(api);
  }
  return apis;
}
