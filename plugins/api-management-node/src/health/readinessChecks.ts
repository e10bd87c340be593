import {
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';

/**
 * What must hold beside a started backend, so that it is sent requests.
 *
 * @public
 */
export interface ReadinessChecks {
  /**
   * Adds a check for as long as the process lives.
   * @param check - answers what is wrong in a few words, or `undefined`
   */
  add(check: () => string | undefined): void;
  /** What is wrong now. */
  failures(): string[];
}

/**
 * Where modules add what they need to be ready. {@link rootHealthServiceFactory} asks all of it.
 *
 * @public
 */
export const readinessChecksServiceRef = createServiceRef<ReadinessChecks>({
  id: 'oaf.readiness-checks',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: () => createReadinessChecks(),
    }),
});

function createReadinessChecks(): ReadinessChecks {
  const checks: (() => string | undefined)[] = [];
  return {
    add: check => checks.push(check),
    failures: () =>
      checks.map(check => check()).filter(failure => failure !== undefined),
  };
}
