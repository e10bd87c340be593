import type { Counters } from '../quota/Counters';
import type { Quotas } from '../quota/Quotas';
import type { Answer } from '../requests/AwsError';
import { AwsError } from '../requests/AwsError';
import type { Principal } from '../world/Sessions';
import type { Region } from '../world/Region';
import type { World } from '../world/World';
import { accessOperations } from './accessOperations';
import type { Call, Operation } from './Operation';
import { restOperations } from './restOperations';
import { v2Operations } from './v2Operations';

export type ApiGatewayRequest = {
  method: string;
  region: string;
  path: string;
  query: string;
  accept: string;
  body: string;
};

/** An answer that never comes. */
const never = new Promise<Answer>(() => {});

/** Answers API Gateway calls: quota first, then what the role may do, then the operation, as late as the network. */
export function createApiGateway(options: {
  world: World;
  quotas: Quotas;
  counters: Counters;
  delay(): Promise<void>;
}) {
  const { world, quotas, counters, delay } = options;

  return async (
    caller: Principal,
    request: ApiGatewayRequest,
  ): Promise<Answer> => {
    const region = openRegion(world, caller, request.region);
    const { operation, match } = findOperation(request);
    const bucket = quotas.bucketName(caller.accountId, request.region);
    const admitted = quotas.admits(bucket, operation.name);
    counters.countRequest(bucket, admitted);
    counters.countOperation(`apigateway:${operation.name}`);
    if (region.fault === 'hang') {
      return never;
    }
    await delay();
    if (!admitted) {
      throw new AwsError(429, 'TooManyRequestsException', 'Too Many Requests');
    }
    refuseFaults(region, caller, request);
    return answer(counters, operation, {
      region,
      path: match.slice(1),
      query: new URLSearchParams(request.query),
      accept: request.accept,
      body: request.body ? JSON.parse(request.body) : {},
    });
  };
}

function answer(counters: Counters, operation: Operation, call: Call): Answer {
  if (
    operation.name.endsWith('Export') ||
    operation.name.endsWith('ExportApi')
  ) {
    const { accountId, name } = call.region;
    counters.countExport(
      `${accountId}/${name}/${call.path[0]}/${
        operation.name === 'GetExport'
          ? call.path[1]
          : call.query.get('stageName') ?? ''
      }`,
    );
  }
  return operation.answer(call);
}

/** A region that an account has not enabled does not know the account's credentials. */
function openRegion(world: World, caller: Principal, name: string): Region {
  const account = world.findAccount(caller.accountId);
  const region = account?.regions.get(name);
  if (!region || region.fault === 'not-enabled') {
    throw new AwsError(
      403,
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    );
  }
  return region;
}

function findOperation({ method, path }: ApiGatewayRequest) {
  const operations = path.startsWith('/v2/')
    ? v2Operations
    : [...accessOperations, ...restOperations];
  for (const operation of operations) {
    const match = operation.path.exec(path);
    if (match && method === (operation.method ?? 'GET')) {
      return { operation, match };
    }
  }
  throw new AwsError(
    403,
    'MissingAuthenticationTokenException',
    `The simulator has no ${method} ${path}`,
  );
}

function refuseFaults(
  region: Region,
  caller: Principal,
  request: ApiGatewayRequest,
) {
  if (region.fault === 'server-error') {
    throw new AwsError(500, 'InternalFailure', 'Internal failure');
  }
  if (
    region.fault === 'access-denied' ||
    caller.denied.includes('apigateway:GET')
  ) {
    throw new AwsError(
      403,
      'AccessDeniedException',
      `User: ${caller.arn} is not authorized to perform: apigateway:GET on resource: arn:${region.partition}:apigateway:${region.name}::${request.path}`,
    );
  }
}
