import { createHash } from 'node:crypto';
import type { AccountSpec, ApiSpec } from './specs';

const subjects = [
  'Accounts',
  'Payments',
  'Consents',
  'Cards',
  'Claims',
  'Quotes',
  'Branches',
  'Policies',
];

/** Every tenth API is an HTTP API, the others are REST APIs; each has one stage, `prod`. */
const HTTP_SHARE = 10;

export const generatedRegions = [
  'eu-west-1',
  'eu-central-1',
  'us-east-1',
  'ap-southeast-2',
];

/**
 * Accounts that look alike, the same in every run: `100000000000` and up.
 * They have no roles: these are made when an account is linked and its external id is known.
 */
export function generateAccounts(options: {
  accounts: number;
  apisPerRegion: number;
  regions?: string[];
}): AccountSpec[] {
  const regions = options.regions ?? generatedRegions;
  return Array.from({ length: options.accounts }, (_, index) => {
    const accountId = String(100_000_000_000 + index);
    return {
      accountId,
      regions,
      apis: Object.fromEntries(
        regions.map(region => [
          region,
          Array.from({ length: options.apisPerRegion }, (__, number) =>
            generateApi(accountId, region, number),
          ),
        ]),
      ),
    };
  });
}

function generateApi(
  accountId: string,
  region: string,
  number: number,
): ApiSpec {
  const subject = subjects[number % subjects.length];
  return {
    apiId: apiIdOf(`${accountId}/${region}/${number}`),
    name: `${subject} ${number}`,
    protocol: number % HTTP_SHARE === HTTP_SHARE - 1 ? 'HTTP' : 'REST',
    description: `${subject} of the people who consented`,
    version: '1.0',
    tags: {
      owner: `group:default/team-${number % 7}`,
      lifecycle: 'production',
    },
    stages: [{ name: 'prod' }],
  };
}

/** Ten of a-z and 0-9, as API Gateway gives. */
function apiIdOf(seed: string): string {
  const digest = createHash('sha256').update(seed).digest();
  return digest.readBigUInt64BE().toString(36).padStart(10, '0').slice(-10);
}
