import type {
  LinkedAccount,
  LimitedResource,
} from '@oaf/backstage-plugin-api-management-node';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html */
const QUOTAS: Record<LimitedResource, number> = {
  'api-keys': 10_000,
  'usage-plans': 300,
};

/** Where AWS has raised that of usage plans, in all regions or in one. That of API keys it does not raise. */
export type RaisedQuota = {
  accountId: string;
  region?: string;
  usagePlans: number;
};

/** How many of them an account may have in a region. */
export function quotaOf(
  resource: LimitedResource,
  { account, region }: { account: LinkedAccount; region: string },
  raised: RaisedQuota[],
): number {
  const own = raised.filter(({ accountId }) => accountId === account.accountId);
  const entry =
    own.find(one => one.region === region) ??
    own.find(one => one.region === undefined);
  return resource === 'usage-plans' && entry
    ? entry.usagePlans
    : QUOTAS[resource];
}
