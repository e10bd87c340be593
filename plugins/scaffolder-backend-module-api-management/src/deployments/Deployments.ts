import { ResponseError } from '@backstage/errors';
import {
  liveDeploymentQuery,
  type Deployment,
  type DeploymentChange,
  type DeploymentEventList,
  type DeploymentInput,
} from '@oaf/backstage-plugin-api-management-common';
import type { Portal } from '../portal/portalOf';

/** As many changes as are told; a stack has at most 500 resources. */
const CHANGES = 100;

/** Deployments of the api-management backend, as the person sees them who runs the template. */
export class Deployments {
  readonly #client: Portal['client'];
  readonly #token: Portal['token'];

  constructor({ client, token }: Portal) {
    this.#client = client;
    this.#token = token;
  }

  async start(input: DeploymentInput): Promise<Deployment> {
    return this.#client.startDeployment({ body: input }, await this.#token());
  }

  async get(deploymentId: string): Promise<Deployment> {
    const path = { deploymentId };
    return this.#client.getDeployment({ path }, await this.#token());
  }

  /** The one that keeps others from the stack. */
  async findUnderWay(stack: DeploymentInput): Promise<Deployment | undefined> {
    const { items } = await this.#client.listDeployments(
      { query: liveDeploymentQuery(stack) },
      await this.#token(),
    );
    return items[0];
  }

  async changes(
    deploymentId: string,
  ): Promise<{ items: DeploymentChange[]; totalItems: number }> {
    return this.#client.listDeploymentChanges(
      { path: { deploymentId }, query: { limit: CHANGES } },
      await this.#token(),
    );
  }

  async eventsAfter(
    deploymentId: string,
    after: number,
  ): Promise<DeploymentEventList> {
    return this.#client.listDeploymentEvents(
      { path: { deploymentId }, query: { after } },
      await this.#token(),
    );
  }

  async confirm(deploymentId: string): Promise<Deployment> {
    const path = { deploymentId };
    return this.#client.confirmDeployment({ path }, await this.#token());
  }

  async cancel(deploymentId: string): Promise<Deployment> {
    const path = { deploymentId };
    return this.#client.cancelDeployment({ path }, await this.#token());
  }
}

/** The backend answered, with this status. */
export function hasStatus(error: unknown, status: number): boolean {
  return error instanceof ResponseError && error.statusCode === status;
}
