import type {
  DriftFinding,
  Publication,
  PublishingChange,
} from '@oaf/backstage-plugin-api-management-node';
import type { GatewayManagement } from '../management/GatewayManagement';
import {
  accessLogOf,
  authorizerChanges,
  authorizerOf,
  isLogging,
} from '../publishing/doorParts';
import { FrontDoor } from '../publishing/FrontDoor';
import { isInPlace } from '../publishing/inPlace/InPlaceMemory';
import type { Resources } from '../publishing/readResources';
import { stepsTo } from '../publishing/steps';
import { isUnder, targetOf } from '../publishing/Target';

const differences: Record<
  PublishingChange['action'],
  DriftFinding['difference']
> = {
  add: 'missing',
  change: 'changed',
  remove: 'foreign',
  keep: 'changed',
};

const done: Record<PublishingChange['action'], string> = {
  add: 'is missing',
  change: 'was changed',
  remove: 'was added',
  keep: 'is there',
};

/** One finding for each route, whatever of it is other, and one for each path that is of no route. */
function compareRoutes(
  door: FrontDoor,
  publication: Publication,
  resources: Resources,
): DriftFinding[] {
  const { basePath, productId, routes } = publication;
  const steps = stepsTo(targetOf(publication), { door, resources, basePath });
  const places = new Map<string, PublishingChange[]>();
  for (const { change } of steps) {
    const route = routes.find(({ path }) => isUnder(change.path, path));
    const place = route?.path ?? change.path;
    places.set(place, [...(places.get(place) ?? []), change]);
  }
  return [...places].map(([path, changes]) => ({
    kind: 'route',
    difference: differences[changes[0].action],
    subject: path.slice(0, 200),
    detail: `The route ${path} is other than it should be: ${changes
      .map(({ action, kind, path: at }) => `${kind} ${at} ${done[action]}`)
      .join(', ')}.`,
    productId,
    gatewayApiId: routes.find(route => route.path === path)?.gatewayApiId,
  }));
}

async function compareAuthorizer(
  door: FrontDoor,
  { gateway }: GatewayManagement,
): Promise<DriftFinding[]> {
  const wanted = authorizerOf(gateway);
  const found = await door.readAuthorizer();
  const { name } = wanted;
  const finding = { kind: 'authorizer' as const, subject: name };
  if (!found) {
    return [
      {
        ...finding,
        difference: 'missing',
        detail: `The authorizer ${name} should judge the calls of all routes, and is not there.`,
      },
    ];
  }
  const faults = Object.keys(authorizerChanges(found, wanted));
  return faults.length > 0
    ? [
        {
          ...finding,
          difference: 'changed',
          detail: `The authorizer ${name} is other than the gateway's stack made it: ${faults.join(
            ', ',
          )}.`,
        },
      ]
    : [];
}

/** How the deployments of the stack are described, see its template. */
const OF_STACK = 'Registration and access tokens';

/** An update of the gateway's stack makes a deployment of its own, of all that is published. */
async function isOfStack(door: FrontDoor, served: string, noted: string) {
  const now = await door.readDeployment(served);
  const before = await door.readDeployment(noted);
  return (
    (now?.description ?? '').startsWith(OF_STACK) &&
    (before?.createdDate ?? 0) <= (now?.createdDate ?? 0)
  );
}

async function compareStage(
  door: FrontDoor,
  { gateway }: GatewayManagement,
  noted: string | undefined,
): Promise<DriftFinding[]> {
  const stage = await door.readStage();
  const served = stage.deploymentId!;
  const name = gateway.outputs.Stage;
  const findings: DriftFinding[] = [];
  if (noted && served !== noted && !(await isOfStack(door, served, noted))) {
    findings.push({
      kind: 'stage',
      difference: 'changed',
      subject: name,
      detail: `The stage ${name} should serve the deployment ${noted}, which was made when something was published last, and serves ${served}.`,
    });
  }
  const log = await accessLogOf(gateway);
  if (log && !isLogging(stage, log)) {
    const { destinationArn } = stage.accessLogSettings ?? {};
    findings.push({
      kind: 'access-log',
      difference: destinationArn ? 'changed' : 'missing',
      subject: name,
      detail: `The stage ${name} should log calls to ${
        log.destinationArn
      } with all that is counted, and logs ${
        destinationArn
          ? `to ${destinationArn}, or less of them`
          : 'none, so none is counted'
      }.`,
    });
  }
  return findings;
}

/** Where nothing is published, nobody can put it right, and nothing hangs on it. */
export async function compareDoor(
  all: Publication[],
  management: GatewayManagement,
  noted: string | undefined,
): Promise<DriftFinding[]> {
  const publications = all.flatMap(publication => {
    const routes = publication.routes.filter(route => !isInPlace(route));
    return routes.length > 0 ? [{ ...publication, routes }] : [];
  });
  if (publications.length === 0) {
    return [];
  }
  const door = new FrontDoor(management);
  const resources = await door.readResources();
  return [
    ...(await compareAuthorizer(door, management)),
    ...(await compareStage(door, management, noted)),
    ...publications.flatMap(publication =>
      compareRoutes(door, publication, resources),
    ),
  ];
}
