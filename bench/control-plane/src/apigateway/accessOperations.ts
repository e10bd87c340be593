import { AwsError, jsonAnswer } from '../requests/AwsError';
import type { Answer } from '../requests/AwsError';
import type { ApiKey, UsagePlan } from '../world/ApiKeys';
import { notFound } from './Operation';
import type { Call, Operation } from './Operation';

const KEY = /^\/apikeys\/([^/]+)$/;
const PLAN = /^\/usageplans\/([^/]+)$/;

/** API keys and usage plans; https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html */
export const accessOperations: Operation[] = [
  {
    name: 'CreateApiKey',
    method: 'POST',
    path: /^\/apikeys$/,
    answer: createApiKey,
  },
  { name: 'GetApiKey', path: KEY, answer: getApiKey },
  {
    name: 'UpdateApiKey',
    method: 'PATCH',
    path: KEY,
    answer: updateApiKey,
  },
  {
    name: 'DeleteApiKey',
    method: 'DELETE',
    path: KEY,
    answer: deleteApiKey,
  },
  {
    name: 'CreateUsagePlan',
    method: 'POST',
    path: /^\/usageplans$/,
    answer: createUsagePlan,
  },
  {
    name: 'GetUsagePlan',
    path: PLAN,
    answer: call => made(200, findPlan(call)),
  },
  {
    name: 'DeleteUsagePlan',
    method: 'DELETE',
    path: PLAN,
    answer: deleteUsagePlan,
  },
  {
    name: 'CreateUsagePlanKey',
    method: 'POST',
    path: /^\/usageplans\/([^/]+)\/keys$/,
    answer: createUsagePlanKey,
  },
  {
    name: 'DeleteUsagePlanKey',
    method: 'DELETE',
    path: /^\/usageplans\/([^/]+)\/keys\/([^/]+)$/,
    answer: deleteUsagePlanKey,
  },
];

function made(status: number, body: object): Answer {
  return { ...jsonAnswer(Buffer.from(JSON.stringify(body))), status };
}

const gone: Answer = { status: 202, body: [] };

function findKey({ region, path }: Call, id = path[0]): ApiKey {
  const key = region.keys.keys.get(id);
  if (!key) {
    throw notFound('API Key', id);
  }
  return key;
}

function findPlan({ region, path }: Call): UsagePlan {
  const plan = region.keys.plans.get(path[0]);
  if (!plan) {
    throw notFound('Usage Plan', path[0]);
  }
  return plan;
}

function createApiKey({ region, body }: Call): Answer {
  const key = region.keys.addKey(body);
  if (!key) {
    throw new AwsError(409, 'ConflictException', 'API Key already exists');
  }
  return made(201, key);
}

function getApiKey(call: Call): Answer {
  const { value, ...key } = findKey(call);
  const includesValue = call.query.get('includeValue') === 'true';
  return made(200, { ...key, ...(includesValue && { value }) });
}

function updateApiKey(call: Call): Answer {
  const key = findKey(call);
  const [{ path, value }] = call.body.patchOperations;
  if (path !== '/enabled') {
    throw new AwsError(
      400,
      'BadRequestException',
      `The simulator does not change ${path}`,
    );
  }
  key.enabled = value === 'true';
  return made(200, key);
}

function deleteApiKey(call: Call): Answer {
  call.region.keys.removeKey(findKey(call));
  return gone;
}

function createUsagePlan({ region, body }: Call): Answer {
  return made(201, region.keys.addPlan(body as UsagePlan));
}

function deleteUsagePlan(call: Call): Answer {
  call.region.keys.removePlan(findPlan(call).id);
  return gone;
}

function createUsagePlanKey(call: Call): Answer {
  const { id: planId } = findPlan(call);
  const { id, name, value } = findKey(call, call.body.keyId);
  const members = call.region.keys.members(planId)!;
  if (members.has(id)) {
    throw new AwsError(
      409,
      'ConflictException',
      'Usage Plan Key already exists',
    );
  }
  members.add(id);
  return made(201, { id, type: 'API_KEY', name, value });
}

function deleteUsagePlanKey(call: Call): Answer {
  const members = call.region.keys.members(findPlan(call).id)!;
  if (!members.delete(call.path[1])) {
    throw notFound('Usage Plan Key', call.path[1]);
  }
  return gone;
}
