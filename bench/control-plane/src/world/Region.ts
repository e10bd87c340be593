import { createHash } from 'node:crypto';
import type { ApiSpec, DomainNameSpec, RegionFault } from './specs';
import { ApiKeys } from './ApiKeys';
import { SimulatedApi } from './SimulatedApi';

/** What API Gateway holds for one account in one region. */
export class Region {
  readonly accountId: string;
  readonly partition: string;
  readonly name: string;
  readonly domainNames: DomainNameSpec[];
  readonly keys = new ApiKeys();
  fault: RegionFault | undefined;
  readonly #apis = new Map<string, SimulatedApi>();
  readonly #pages = new Map<string, Buffer>();

  constructor(options: {
    accountId: string;
    partition: string;
    region: string;
    apis: ApiSpec[];
    domainNames: DomainNameSpec[];
  }) {
    this.accountId = options.accountId;
    this.partition = options.partition;
    this.name = options.region;
    this.domainNames = options.domainNames;
    options.apis.forEach(api => this.putApi(api));
  }

  findApi(apiId: string): SimulatedApi | undefined {
    return this.#apis.get(apiId);
  }

  apis(): SimulatedApi[] {
    return [...this.#apis.values()];
  }

  putApi(spec: ApiSpec) {
    this.#pages.clear();
    this.#apis.set(spec.apiId, new SimulatedApi(this.name, spec));
  }

  removeApi(apiId: string) {
    this.#pages.clear();
    this.#apis.delete(apiId);
  }

  changeApi(apiId: string, changes: Partial<ApiSpec>, now: number) {
    const { spec } = this.#existing(apiId);
    const stages = (changes.stages ?? spec.stages).map(stage => ({
      ...stage,
      deploymentId: deploymentId(`${apiId}/${stage.name}/${now}`),
      lastUpdatedAt: now,
    }));
    this.putApi({ ...spec, ...changes, apiId, stages });
  }

  /** A list answer is built once and kept until an API changes. */
  page(key: string, build: () => unknown): Buffer {
    let page = this.#pages.get(key);
    if (!page) {
      page = Buffer.from(JSON.stringify(build()));
      this.#pages.set(key, page);
    }
    return page;
  }

  #existing(apiId: string): SimulatedApi {
    const api = this.#apis.get(apiId);
    if (!api) {
      throw new RangeError(
        `Account ${this.accountId} has no API ${apiId} in ${this.name}`,
      );
    }
    return api;
  }
}

function deploymentId(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 6);
}
