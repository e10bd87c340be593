import type { ApiSpec } from './specs';

/** An API with the answers about it, each built at its first use. */
export class SimulatedApi {
  readonly spec: ApiSpec;
  readonly region: string;
  readonly #bodies = new Map<string, Buffer>();

  constructor(region: string, spec: ApiSpec) {
    this.region = region;
    this.spec = spec;
  }

  get isRest() {
    return this.spec.protocol === 'REST';
  }

  body(key: string, build: () => unknown): Buffer {
    let body = this.#bodies.get(key);
    if (!body) {
      body = Buffer.from(JSON.stringify(build()));
      this.#bodies.set(key, body);
    }
    return body;
  }
}
