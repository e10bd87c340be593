import {
  CreateDeploymentCommand,
  CreateResourceCommand,
  DeleteResourceCommand,
} from '@aws-sdk/client-api-gateway';
import type { PublishingChange } from '@oaf/backstage-plugin-api-management-node';
import { operationRates } from '../management/OperationBudgets';
import { type FrontDoor, GREEDY, METHOD } from './FrontDoor';
import type { Resources } from './readResources';
import { isUnder, type Target } from './Target';

/** One request that brings the resources nearer to the target. */
export type Step = {
  change: PublishingChange;
  /** @param ids - of resources by path; those that a step makes are added */
  run(door: FrontDoor, ids: Map<string, string>): Promise<void>;
};

type Kind = PublishingChange['kind'];

export const step = (
  [action, kind, path]: [PublishingChange['action'], Kind, string],
  detail: string,
  run: Step['run'],
): Step => ({ change: { action, kind, path, detail }, run });

function resourceStep(path: string): Step {
  const cut = path.lastIndexOf('/');
  const parent = path.slice(0, cut) || '/';
  const part = path.slice(cut + 1);
  return step(['add', 'resource', path], part, async (door, ids) => {
    ids.set(path, await door.addResource(ids.get(parent)!, part));
  });
}

const isGreedy = (path: string) => path.endsWith(GREEDY);

function methodSteps(
  path: string,
  uri: string,
  door: FrontDoor,
  resources: Resources,
): Step[] {
  const method = resources.get(path)?.resourceMethods?.[METHOD];
  const integration = method?.methodIntegration;
  const detail = `${METHOD}, by access token and API key`;
  const addMethod = step(['add', 'method', path], detail, (to, ids) =>
    to.addMethod(ids.get(path)!, isGreedy(path)),
  );
  const protect = step(['change', 'method', path], detail, (to, ids) =>
    to.protectMethod(ids.get(path)!),
  );
  const route = step(
    [integration ? 'change' : 'add', 'integration', path],
    `${METHOD} → ${uri}`,
    (to, ids) => to.putIntegration(ids.get(path)!, uri, isGreedy(path)),
  );
  const isRouted =
    integration?.type === 'HTTP_PROXY' && integration.uri === uri;
  return [
    ...(method ? [] : [addMethod]),
    ...(method && !door.isProtected(method) ? [protect] : []),
    ...(isRouted ? [] : [route]),
  ];
}

/** Another method would answer in the place of the protected one. */
function foreignMethods(target: Target, resources: Resources): Step[] {
  return [...target].flatMap(([path, uri]) => {
    const { id, resourceMethods = {} } = resources.get(path) ?? { id: '' };
    return Object.keys(resourceMethods)
      .filter(name => uri === null || name !== METHOD)
      .map(name =>
        step(['remove', 'method', path], name, door =>
          door.removeMethod(id, name),
        ),
      );
  });
}

/** The topmost ones: what is below them goes with them. */
function removals(
  target: Target,
  resources: Resources,
  basePath: string,
): Step[] {
  const unwanted = [...resources.keys()].filter(
    path => isUnder(path, basePath) && !target.has(path),
  );
  return unwanted
    .filter(
      path => !unwanted.some(other => other !== path && isUnder(path, other)),
    )
    .map(path =>
      step(['remove', 'resource', path], 'with what is below it', (door, ids) =>
        door.removeResource(ids.get(path)!),
      ),
    );
}

/** What leads from what is there to the target: new things first, parents before children. */
export function stepsTo(
  target: Target,
  options: { door: FrontDoor; resources: Resources; basePath: string },
): Step[] {
  const { door, resources, basePath } = options;
  const paths = [...target].sort(([a], [b]) => a.length - b.length);
  const additions = paths.flatMap(([path, uri]) => [
    ...(resources.has(path) ? [] : [resourceStep(path)]),
    ...(uri === null ? [] : methodSteps(path, uri, door, resources)),
  ]);
  return [
    ...additions,
    ...foreignMethods(target, resources),
    ...removals(target, resources, basePath),
  ];
}

/** Of the target, what is there already. */
export function keptPaths(
  target: Target,
  changes: PublishingChange[],
): PublishingChange[] {
  const changed = new Set(changes.map(({ path }) => path));
  return [...target]
    .filter(([path]) => !changed.has(path))
    .map(([path, uri]) => ({
      action: 'keep',
      kind: uri === null ? 'resource' : 'integration',
      path,
      detail: uri === null ? '' : `${METHOD} → ${uri}`,
    }));
}

/** Of all operations together, per second. */
const TOTAL_RATE = 10;

/** How long requests take at least under AWS's quotas, sent one after the other. */
export function secondsOf(changes: PublishingChange[], calls: number): number {
  const count = (
    action: PublishingChange['action'],
    kind: PublishingChange['kind'],
  ) => changes.filter(one => one.action === action && one.kind === kind).length;
  const paced = (operations: number, rate: number) =>
    Math.max(0, operations - 1) / rate;
  return Math.ceil(
    Math.max(
      paced(calls, TOTAL_RATE),
      paced(
        count('add', 'resource'),
        operationRates.get(CreateResourceCommand)!,
      ),
      paced(
        count('remove', 'resource'),
        operationRates.get(DeleteResourceCommand)!,
      ),
      paced(
        count('add', 'deployment'),
        operationRates.get(CreateDeploymentCommand)!,
      ),
    ),
  );
}
