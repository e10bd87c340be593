import { ConflictError } from '@backstage/errors';
import type {
  Publication,
  PublishedRoute,
  PublishingCall,
  PublishingPlan,
} from '@oaf/backstage-plugin-api-management-node';
import { requireOutputs } from '../../access/requireOutputs';
import type { GatewayManagement } from '../../management/GatewayManagement';
import { joined, nothing, planOf } from './plans';
import { answerTypes } from './answers';
import { bypassInPlace } from './bypassInPlace';
import { accessLogOf, InPlaceApi } from './InPlaceApi';
import { InPlaceMemory, isInPlace, toPlaced } from './InPlaceMemory';
import type { PlacedStage } from './InPlaceRecords';
import type { InPlaceStep } from './InPlaceStep';
import { type Found, lookAt, stateOf } from './lookAt';
import { obstacleOfKind, obstaclesInPlace } from './obstaclesInPlace';
import { protectionSteps, wantedLog } from './protection';
import { recordFor } from './records';
import { restorationSteps } from './restoration';
import { undeployedChanges } from './undeployedChanges';
import { warningsInPlace } from './warningsInPlace';
import { urlOf, wayBack } from './wayBack';

const OUTPUTS = ['AuthorizerArn', 'JudgesInPlace', 'TableArn'];

/** To put back what was there, after whoever asked has given up. */
const UNDO_MS = 60_000;

type OnChange = PublishingCall['onChange'];

async function run(steps: InPlaceStep[], found: Found, onChange?: OnChange) {
  const progress = { authorizerId: found.authorizerId };
  for (const { change, run: perform } of steps) {
    await perform(progress);
    onChange?.(change);
  }
}

/** Puts a gateway's authorizer before APIs where they are, and takes it away again. */
export class InPlacePublishing {
  readonly #management: GatewayManagement;
  readonly #memory: InPlaceMemory;

  constructor(management: GatewayManagement) {
    this.#management = management;
    this.#memory = new InPlaceMemory(management.table);
  }

  /** Of its routes in place, and of those that it no longer has. */
  async plan(publication: Publication): Promise<PublishingPlan> {
    const routes = publication.routes.filter(isInPlace);
    this.#requireOutputs(routes);
    const parts: PublishingPlan[] = [];
    for (const route of routes) {
      parts.push(await this.#planRoute(publication.productId, route));
    }
    for (const stage of await this.#memory.unwanted(publication)) {
      parts.push(await this.#planTakingBack(publication.productId, stage));
    }
    return joined(parts);
  }

  /** @returns what takes it back, when what else belongs to it fails */
  async apply(
    publication: Publication,
    onChange?: OnChange,
  ): Promise<() => Promise<void>> {
    const routes = publication.routes.filter(isInPlace);
    this.#requireOutputs(routes);
    const undone: Array<() => Promise<void>> = [];
    const undo = async () => {
      for (const one of undone.reverse()) {
        await one();
      }
    };
    try {
      for (const route of routes) {
        undone.push(
          await this.#protect(publication.productId, route, onChange),
        );
      }
    } catch (error) {
      await undo();
      throw error;
    }
    return undo;
  }

  /** APIs that the product had in place and has no longer. */
  async takeBackRest(publication: Publication, onChange?: OnChange) {
    for (const stage of await this.#memory.unwanted(publication)) {
      await this.#takeBack(publication.productId, stage, onChange);
    }
  }

  async #planRoute(
    productId: string,
    route: PublishedRoute,
  ): Promise<PublishingPlan> {
    const obstacle = obstacleOfKind(route, this.#management.gateway);
    if (obstacle) {
      return { ...nothing, obstacles: [obstacle] };
    }
    const api = new InPlaceApi(this.#management, route.api);
    return api.explained(async () => {
      const found = await lookAt(api, this.#memory.records);
      const obstacles = obstaclesInPlace(route, found);
      if (!found || obstacles.length > 0) {
        return { ...nothing, obstacles };
      }
      const steps = this.#stepsTo(api, route, found, productId);
      const isDeployed = steps.some(
        ({ change }) => change.kind === 'deployment',
      );
      const undeployed = isDeployed
        ? await undeployedChanges(
            this.#management.at(route.api),
            route.api,
            found,
          )
        : undefined;
      return {
        ...planOf(route.api.url, steps),
        bypass: [bypassInPlace(route, found)],
        warnings: warningsInPlace(route, found, undeployed),
      };
    });
  }

  #stepsTo(
    api: InPlaceApi,
    { api: { url, ...rest } }: PublishedRoute,
    found: Found,
    productId: string,
  ): InPlaceStep[] {
    const record = recordFor(api, found, productId);
    const log = wantedLog({ url, ...rest });
    return protectionSteps(api, found, { url, record, log });
  }

  async #protect(
    productId: string,
    route: PublishedRoute,
    onChange?: OnChange,
  ): Promise<() => Promise<void>> {
    const api = new InPlaceApi(this.#management, route.api);
    return api.explained(async () => {
      const found = await this.#lookAt(route, api);
      const record = recordFor(api, found, productId);
      const steps = this.#stepsTo(api, route, found, productId);
      const undo = () => this.#undo(productId, route, found);
      try {
        await this.#memory.remember(productId, {
          api,
          record,
          url: route.api.url,
        });
        await run(steps, found, onChange);
        await this.#memory.noteServed(api, record, found);
      } catch (error) {
        await undo();
        throw error;
      }
      return undo;
    });
  }

  /** @throws ConflictError telling the obstacles */
  async #lookAt(route: PublishedRoute, api: InPlaceApi): Promise<Found> {
    const kind = obstacleOfKind(route, this.#management.gateway);
    const found = kind ? undefined : await lookAt(api, this.#memory.records);
    const obstacles = kind ? [kind] : obstaclesInPlace(route, found);
    if (!found || obstacles.length > 0) {
      throw new ConflictError(obstacles.join(' '));
    }
    return found;
  }

  /** As it was before; what fails is gone on with the next time. */
  async #undo(productId: string, route: PublishedRoute, before: Found) {
    const other = new InPlacePublishing(
      this.#management.until(AbortSignal.timeout(UNDO_MS)),
    );
    const known = before.record?.stages[route.api.stage];
    try {
      await (known?.isServed
        ? other.#undoChange(productId, route, before)
        : other.#takeBack(productId, toPlaced(route.api)));
    } catch {
      // The failure that led here is told.
    }
  }

  /** Of an API that was in place before. */
  async #undoChange(
    productId: string,
    { api: at }: PublishedRoute,
    was: Found,
  ) {
    const api = new InPlaceApi(this.#management, at);
    const known = was.record!.stages[at.stage];
    const found = await lookAt(api, this.#memory.records);
    if (found) {
      const target = {
        url: at.url,
        stage: {
          deploymentId: was.stage!.deploymentId!,
          accessLog: accessLogOf(was.stage!),
        },
        api: stateOf(was, answerTypes),
        isForgotten: false,
        isWayBack: true,
      };
      await run(restorationSteps(api, found, target), found);
    }
    await this.#memory.records.write(at, was.record);
    if (!known.products.includes(productId)) {
      await this.#memory.unlist(productId, toPlaced(at));
    }
  }

  async #planTakingBack(
    productId: string,
    placed: PlacedStage,
  ): Promise<PublishingPlan> {
    const api = await this.#reach(placed);
    return api.explained(async () => {
      const found = await lookAt(api, this.#memory.records);
      const steps = found
        ? await this.#stepsBack(api, found, productId)
        : undefined;
      return planOf(urlOf(api), steps ?? []);
    });
  }

  async #takeBack(
    productId: string,
    placed: PlacedStage,
    onChange?: OnChange,
  ): Promise<void> {
    const api = await this.#reach(placed);
    await api.explained(async () => {
      const found = await lookAt(api, this.#memory.records);
      if (found) {
        const steps = await this.#stepsBack(api, found, productId);
        await run(steps, found, onChange);
      } else {
        await api.forbid();
      }
      await this.#memory.forget(api, productId);
    });
    await this.#memory.unlist(productId, placed);
  }

  /** None while another product has it in place. */
  async #stepsBack(
    api: InPlaceApi,
    found: Found,
    productId: string,
  ): Promise<InPlaceStep[]> {
    const target = await wayBack(api, found, productId);
    return target ? restorationSteps(api, found, target) : [];
  }

  async #reach({ accountLinkId, ...stage }: PlacedStage): Promise<InPlaceApi> {
    const { gateway } = this.#management;
    const account = await gateway.findAccount(accountLinkId);
    if (!account) {
      throw new ConflictError(
        `The account of the API ${stage.apiId} in ${stage.region}, which is offered in place, is not linked any more. Link it anew, so that the API can be taken back.`,
      );
    }
    return new InPlaceApi(this.#management, { account, ...stage });
  }

  #requireOutputs(routes: PublishedRoute[]) {
    if (routes.length > 0) {
      requireOutputs(this.#management.gateway, OUTPUTS);
    }
  }
}
