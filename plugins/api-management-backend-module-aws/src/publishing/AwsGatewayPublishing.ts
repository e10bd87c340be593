import { ConflictError } from '@backstage/errors';
import type {
  AccessGateway,
  AppliedPublication,
  GatewayPublishing,
  LoggedRoute,
  Publication,
  PublishingCall,
  PublishingPlan,
  PublishingRollback,
} from '@oaf/backstage-plugin-api-management-node';
import { requireOutputs } from '../access/requireOutputs';
import type { ControlPlane } from '../controlPlane/ControlPlane';
import { GatewayManagement } from '../management/GatewayManagement';
import type { Management } from '../management/Management';
import { FrontDoorPublishing } from './FrontDoorPublishing';
import { isInPlace } from './inPlace/InPlaceMemory';
import { InPlacePublishing } from './inPlace/InPlacePublishing';
import { joined } from './inPlace/plans';
import { loggedBasePaths } from './loggedBasePaths';

/** What a publication has at the front door. */
function atFrontDoor(publication: Publication): Publication {
  const routes = publication.routes.filter(route => !isInPlace(route));
  return { ...publication, routes };
}

const urlsInPlace = ({ routes }: Publication): AppliedPublication['urls'] =>
  routes
    .filter(isInPlace)
    .map(({ gatewayApiId, api }) => ({ gatewayApiId, url: api.url }));

/** @throws ConflictError while there is any */
function refuse(obstacles: string[]) {
  if (obstacles.length > 0) {
    throw new ConflictError(obstacles.join(' '));
  }
}

/**
 * Publishing at a gateway: at its front door, and in place. What comes is there before what it replaces goes, so that an
 * API that moves is asked for credentials all the time.
 */
export class AwsGatewayPublishing implements GatewayPublishing {
  readonly #management: Management;
  readonly #frontDoor: FrontDoorPublishing;

  /** @param plane - reads the APIs that are published */
  constructor(management: Management, plane: ControlPlane) {
    this.#management = management;
    this.#frontDoor = new FrontDoorPublishing(management, plane);
  }

  async plan(
    gateway: AccessGateway,
    publication: Publication,
    call: { signal: AbortSignal },
  ): Promise<PublishingPlan> {
    const door = await this.#frontDoor.plan(
      gateway,
      atFrontDoor(publication),
      call,
    );
    const inPlace = await this.#inPlace(gateway, call, at =>
      at.plan(publication),
    );
    return joined([inPlace, door]);
  }

  async apply(
    gateway: AccessGateway,
    publication: Publication,
    call: PublishingCall,
  ): Promise<AppliedPublication> {
    const door = atFrontDoor(publication);
    const applied = await this.#around(gateway, publication, call, () =>
      this.#frontDoor.apply(gateway, door, call),
    );
    return { ...applied, urls: [...urlsInPlace(publication), ...applied.urls] };
  }

  async rollBack(
    gateway: AccessGateway,
    rollback: PublishingRollback,
    call: PublishingCall,
  ): Promise<{ deploymentId: string }> {
    const { publication } = rollback;
    const door = { ...rollback, publication: atFrontDoor(publication) };
    return this.#around(gateway, publication, call, () =>
      this.#frontDoor.rollBack(gateway, door, call),
    );
  }

  loggedRoutes(gateway: AccessGateway, path: string): LoggedRoute[] {
    requireOutputs(gateway, ['RestApiId', 'Stage']);
    const { RestApiId: apiId, Stage: stage } = gateway.outputs;
    const { accountId } = gateway.account;
    return loggedBasePaths({ stage }).map(before => ({
      accountId,
      region: gateway.region,
      apiId,
      stage,
      basePath: `${before}${path}`,
    }));
  }

  /** What is to be in place before the front door, what no longer is after it. */
  async #around<Result>(
    gateway: AccessGateway,
    publication: Publication,
    call: PublishingCall,
    changeFrontDoor: () => Promise<Result>,
  ): Promise<Result> {
    const door = atFrontDoor(publication);
    if (publication.routes.some(isInPlace)) {
      const { obstacles } = await this.#frontDoor.plan(gateway, door, call);
      refuse(obstacles);
    }
    return this.#inPlace(gateway, call, async at => {
      const undo = await at.apply(publication, call.onChange);
      try {
        const result = await changeFrontDoor();
        await at.takeBackRest(publication, call.onChange);
        return result;
      } catch (error) {
        await undo();
        throw error;
      }
    });
  }

  #inPlace<Result>(
    gateway: AccessGateway,
    { signal }: { signal: AbortSignal },
    perform: (at: InPlacePublishing) => Promise<Result>,
  ): Promise<Result> {
    requireOutputs(gateway, ['TableArn']);
    signal.throwIfAborted();
    const management = new GatewayManagement(this.#management, gateway, signal);
    return management.explained(() =>
      perform(new InPlacePublishing(management)),
    );
  }
}
