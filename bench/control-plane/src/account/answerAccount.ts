import type { Answer } from '../requests/AwsError';
import { AwsError, jsonAnswer } from '../requests/AwsError';
import type { Principal } from '../world/Sessions';
import type { World } from '../world/World';

const DEFAULT_PAGE = 50;

type ListRegionsRequest = {
  AccountId?: string;
  MaxResults?: number;
  NextToken?: string;
  RegionOptStatusContains?: string[];
};

/** https://docs.aws.amazon.com/accounts/latest/reference/API_ListRegions.html */
export function answerAccount(
  world: World,
  caller: Principal,
  path: string,
  body: string,
): Answer {
  if (path !== '/listRegions') {
    throw new AwsError(400, 'UnknownOperationException', `No ${path}`);
  }
  const request: ListRegionsRequest = JSON.parse(body || '{}');
  if (caller.denied.includes('account:ListRegions') || request.AccountId) {
    throw new AwsError(
      403,
      'AccessDeniedException',
      `User: ${caller.arn} is not authorized to perform: account:ListRegions`,
    );
  }
  const regions = regionsOf(world, caller.accountId).filter(
    ({ RegionOptStatus }) =>
      request.RegionOptStatusContains?.includes(RegionOptStatus) ?? true,
  );
  const start = Number(request.NextToken ?? 0);
  const end = start + (request.MaxResults ?? DEFAULT_PAGE);
  const page = {
    Regions: regions.slice(start, end),
    ...(end < regions.length && { NextToken: String(end) }),
  };
  return jsonAnswer(Buffer.from(JSON.stringify(page)));
}

function regionsOf(world: World, accountId: string) {
  const account = world.account(accountId);
  const status = (names: string[], RegionOptStatus: string) =>
    names.map(RegionName => ({ RegionName, RegionOptStatus }));
  return [
    ...status(account.enabledRegions, 'ENABLED_BY_DEFAULT'),
    ...status(account.disabledRegions, 'DISABLED'),
  ];
}
