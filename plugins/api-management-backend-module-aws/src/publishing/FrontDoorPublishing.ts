import { ConflictError } from '@backstage/errors';
import type {
  AccessGateway,
  AppliedPublication,
  Publication,
  PublishingCall,
  PublishingChange,
  PublishingPlan,
  PublishingRollback,
} from '@oaf/backstage-plugin-api-management-node';
import { requireOutputs } from '../access/requireOutputs';
import type { ControlPlane } from '../controlPlane/ControlPlane';
import { GatewayManagement } from '../management/GatewayManagement';
import type { Management } from '../management/Management';
import { bypassOf } from './bypassOf';
import { doorSteps } from './doorSteps';
import { FrontDoor } from './FrontDoor';
import type { Resources } from './readResources';
import { obstaclesOf } from './obstaclesOf';
import { digestOf, Publications } from './Publications';
import { keptPaths, secondsOf, type Step, stepsTo } from './steps';
import { presentTarget, type Target, targetOf } from './Target';

/** To put back what was there, after whoever asked has given up. */
const UNDO_MS = 30_000;

/** Requests that only read: the resources, the authorizers, the stage. */
const READS = 3;

export const OUTPUTS = [
  'RestApiId',
  'Stage',
  'Issuer',
  'AuthorizerId',
  'AuthorizerArn',
  'TableArn',
];

const deployment: PublishingChange = {
  action: 'add',
  kind: 'deployment',
  path: '/',
  detail: 'Serves all of it at once',
};

/** One gateway, for one call. */
type Door = {
  management: GatewayManagement;
  door: FrontDoor;
  publications: Publications;
};

type OnChange = PublishingCall['onChange'];

/** Publishing at the REST API of a gateway, beside its issuer. Routes in place are not its matter. */
export class FrontDoorPublishing {
  readonly #management: Management;
  readonly #plane: ControlPlane;

  /** @param plane - reads the APIs that are published */
  constructor(management: Management, plane: ControlPlane) {
    this.#management = management;
    this.#plane = plane;
  }

  plan(
    gateway: AccessGateway,
    publication: Publication,
    { signal }: { signal: AbortSignal },
  ): Promise<PublishingPlan> {
    return this.#at(gateway, signal, async at => {
      const found = await look(at, publication);
      const made = found.steps.map(({ change }) => change);
      const isServed = made.length === 0 && found.isServed;
      const changes = isServed ? made : [...made, deployment];
      const calls = changes.length + READS;
      const bypass = await Promise.all(
        publication.routes
          .filter(({ api }) => api.protocol !== 'WEBSOCKET')
          .map(route => bypassOf(this.#plane, route, signal)),
      );
      return {
        changes: [...keptPaths(targetOf(publication), made), ...changes],
        calls,
        seconds: secondsOf(changes, calls),
        bypass,
        obstacles: found.obstacles,
        warnings: [],
      };
    });
  }

  apply(
    gateway: AccessGateway,
    publication: Publication,
    { signal, onChange }: PublishingCall,
  ): Promise<AppliedPublication> {
    return this.#at(gateway, signal, at =>
      this.#apply(at, publication, onChange),
    );
  }

  rollBack(
    gateway: AccessGateway,
    rollback: PublishingRollback,
    { signal, onChange }: PublishingCall,
  ): Promise<{ deploymentId: string }> {
    const { publication, deploymentId, formerDeploymentId } = rollback;
    return this.#at(gateway, signal, async at => {
      const served = await at.door.readServed();
      const isBack =
        deploymentId !== formerDeploymentId &&
        (served === formerDeploymentId ||
          (served === deploymentId &&
            (await at.door.serve(formerDeploymentId))));
      if (!isBack) {
        return this.#apply(at, publication, onChange);
      }
      await converge(at, targetOf(publication), publication, onChange);
      await at.publications.noteServed(publication, formerDeploymentId);
      return { deploymentId: formerDeploymentId };
    });
  }

  async #apply(
    at: Door,
    publication: Publication,
    onChange: OnChange,
  ): Promise<AppliedPublication> {
    const { publications } = at;
    const found = await look(at, publication);
    const { served } = found;
    if (found.obstacles.length > 0) {
      throw new ConflictError(found.obstacles.join(' '));
    }
    const urls = urlsOf(at.management.gateway, publication);
    if (found.steps.length === 0 && found.isServed) {
      return { deploymentId: served, formerDeploymentId: served, urls };
    }
    if (!(await publications.claim(publication))) {
      throw new ConflictError(
        `Another product was published at ${publication.basePath} just now. Give this one another name in the address.`,
      );
    }
    const answer = await this.#deploy(at, publication, {
      ...found,
      before: found.resources,
      onChange,
    });
    await publications.noteServed(publication, answer.deploymentId);
    return { ...answer, urls };
  }

  /** What was there is put back when it does not come to the deployment. */
  async #deploy(
    at: Door,
    publication: Publication,
    options: {
      served: string;
      isNoted: boolean;
      before: Resources;
      onChange: OnChange;
    },
  ) {
    const { door, publications } = at;
    const { served, isNoted, before, onChange } = options;
    const description = `Publishes ${publication.productId}, ${digestOf(
      publication,
    ).slice(0, 16)}`;
    // Whoever was cut off right after the deployment finds it served, and not noted yet.
    const isDeployed =
      !isNoted && (await door.describe(served)) === description;
    try {
      const changed = await converge(
        at,
        targetOf(publication),
        publication,
        onChange,
      );
      if (isDeployed && !changed) {
        const known = await publications.find(publication.basePath);
        const formerDeploymentId = known?.formerDeploymentId ?? served;
        return { deploymentId: served, formerDeploymentId };
      }
      await publications.beginDeployment(publication, served);
      const deploymentId = await door.deploy(description);
      onChange?.(deployment);
      return { deploymentId, formerDeploymentId: served };
    } catch (error) {
      await this.#undo(at, publication, { served, before });
      throw error;
    }
  }

  /** Not after all when the deployment came to be, and only its answer did not. */
  async #undo(
    { management: { gateway } }: Door,
    publication: Publication,
    { served, before }: { served: string; before: Resources },
  ): Promise<void> {
    const signal = AbortSignal.timeout(UNDO_MS);
    const management = new GatewayManagement(this.#management, gateway, signal);
    const at = open(management);
    const { basePath } = publication;
    try {
      if ((await at.door.readServed()) === served) {
        const former = presentTarget(before, basePath);
        await converge(at, former, publication);
        if (former.size === 0) {
          await at.publications.release(publication);
        }
      }
    } catch {
      // The failure that led here is told; the next try goes on from what is there.
    }
  }

  #at<Result>(
    gateway: AccessGateway,
    signal: AbortSignal,
    perform: (at: Door) => Promise<Result>,
  ): Promise<Result> {
    requireOutputs(gateway, OUTPUTS);
    signal.throwIfAborted();
    const management = new GatewayManagement(this.#management, gateway, signal);
    return management.explained(() => perform(open(management)));
  }
}

function open(management: GatewayManagement): Door {
  return {
    management,
    door: new FrontDoor(management),
    publications: new Publications(management.table),
  };
}

/** What there is, and what leads from it to the publication. */
async function look(
  { management, door, publications }: Door,
  publication: Publication,
) {
  const { basePath } = publication;
  const resources = await door.readResources();
  const authorizer = await door.readAuthorizer();
  const stage = await door.readStage();
  const published = await publications.find(basePath);
  const noted = await publications.findServed();
  const served = stage.deploymentId!;
  const steps = [
    ...(publication.routes.length > 0
      ? await doorSteps(management.gateway, { authorizer, stage })
      : []),
    ...stepsTo(targetOf(publication), { door, resources, basePath }),
  ];
  const added = steps.filter(
    ({ change }) => change.action === 'add' && change.kind === 'resource',
  ).length;
  const isGone = publication.routes.length === 0 && !published;
  const isNoted = published?.digest === digestOf(publication);
  return {
    resources,
    served,
    steps: isGone ? [] : steps,
    isNoted,
    isServed: isGone || (isNoted && (noted ?? served) === served),
    obstacles: isGone
      ? []
      : obstaclesOf(publication, { published, resources, added }),
  };
}

/** Brings the gateway in line with the target. @returns whether anything had to be done */
async function converge(
  { management, door }: Door,
  target: Target,
  { basePath }: Publication,
  onChange?: OnChange,
): Promise<boolean> {
  const resources = await door.readResources();
  const ids = new Map([...resources].map(([path, { id }]) => [path, id]));
  const make = async (steps: Step[]) => {
    for (const { change, run } of steps) {
      await run(door, ids);
      onChange?.(change);
    }
    return steps.length > 0;
  };
  const authorizer = await door.readAuthorizer();
  const stage = await door.readStage();
  const found = { authorizer, stage };
  const isOther =
    target.size > 0 && (await make(await doorSteps(management.gateway, found)));
  // By the authorizer that is there by now.
  const steps = stepsTo(target, { door, resources, basePath });
  return (await make(steps)) || isOther;
}

function urlsOf(
  { outputs }: AccessGateway,
  { routes }: Publication,
): AppliedPublication['urls'] {
  return routes.map(({ gatewayApiId, path }) => ({
    gatewayApiId,
    url: `${outputs.Issuer}${path}`,
  }));
}
