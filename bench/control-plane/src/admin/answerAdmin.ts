import type { Counters } from '../quota/Counters';
import type { Answer } from '../requests/AwsError';
import { AwsError, jsonAnswer } from '../requests/AwsError';
import type {
  AccountSpec,
  ApiSpec,
  RegionFault,
  RoleSpec,
} from '../world/specs';
import type { World } from '../world/World';

export const ADMIN_PATH = '/_simulator/';

type AdminCall<Body> = {
  world: World;
  counters: Counters;
  names: string[];
  body: Body;
};

type AdminOperation = {
  request: RegExp;
  run(call: AdminCall<any>): unknown;
};

/** `*` stands for a name; the operation gets the names in their order. */
function operation<Body = undefined>(
  request: string,
  run: (call: AdminCall<Body>) => unknown,
): AdminOperation {
  return {
    request: new RegExp(`^${request.replaceAll('*', '([^/]+)')}$`),
    run,
  };
}

/** Changes the world from outside; see the README. */
const operations: AdminOperation[] = [
  operation('GET counters', ({ counters }) => counters.read()),
  operation('DELETE counters', ({ counters }) => counters.reset()),
  operation<{ offsetMs: number }>('PUT clock', ({ world, body }) => {
    world.clockOffsetMs = body.offsetMs;
  }),
  operation('DELETE sessions', ({ world }) => world.sessions.expireAll()),
  operation('DELETE sessions/*', ({ world, names }) =>
    world.sessions.expire(names[0]),
  ),
  operation<AccountSpec>('PUT accounts', ({ world, body }) =>
    world.putAccount(body),
  ),
  operation('DELETE accounts/*', ({ world, names }) =>
    world.removeAccount(names[0]),
  ),
  operation<RoleSpec>('PUT accounts/*/roles', ({ world, names, body }) =>
    world.putRole(names[0], body),
  ),
  operation('DELETE accounts/*/roles/*', ({ world, names }) =>
    world.removeRole(names[0], names[1]),
  ),
  operation<{ fault: RegionFault }>(
    'PUT accounts/*/regions/*/fault',
    ({ world, names, body }) =>
      world.setRegionFault(names[0], names[1], body.fault),
  ),
  operation('DELETE accounts/*/regions/*/fault', ({ world, names }) =>
    world.setRegionFault(names[0], names[1], undefined),
  ),
  operation<ApiSpec>('PUT accounts/*/regions/*/apis', call =>
    call.world.putApi(call.names[0], call.names[1], call.body),
  ),
  operation<Partial<ApiSpec>>('PATCH accounts/*/regions/*/apis/*', call => {
    const [accountId, region, apiId] = call.names;
    call.world.changeApi(accountId, region, apiId, call.body);
  }),
  operation('DELETE accounts/*/regions/*/apis/*', ({ world, names }) =>
    world.removeApi(names[0], names[1], names[2]),
  ),
];

export function answerAdmin(
  around: { world: World; counters: Counters },
  request: { method: string; path: string; body: string },
): Answer {
  const asked = `${request.method} ${request.path.slice(ADMIN_PATH.length)}`;
  const found = operations.find(known => known.request.test(asked));
  if (!found) {
    throw new AwsError(404, 'NotFoundException', `There is no ${asked}`);
  }
  const [, ...names] = found.request.exec(asked)!;
  const result = found.run({
    ...around,
    names: names.map(decodeURIComponent),
    body: request.body ? JSON.parse(request.body) : undefined,
  });
  return jsonAnswer(Buffer.from(JSON.stringify(result ?? {})));
}
