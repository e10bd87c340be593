import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  type SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
// The plugin is what the module's driver is tested with.
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import apiManagementPlugin from '@oaf/backstage-plugin-api-management-backend';
import {
  gatewayDriversExtensionPoint,
  type GatewayDriver,
} from '@oaf/backstage-plugin-api-management-node';
import type { Knex } from 'knex';
import type { Audit } from './audit';

/** Does everything in tests of the portal: whose it is to do what is tested where roles are. */
const manager = {
  userEntityRef: 'user:default/max',
  ownershipEntityRefs: ['user:default/max', 'group:default/team-a'],
};

const userInfo = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: () => mockServices.userInfo(manager),
});

/** Nothing is done before it is told to. */
const byHand = (scheduler: SchedulerService) =>
  createServiceFactory({
    service: coreServices.scheduler,
    deps: {},
    factory: () => scheduler,
  });

const moduleOf = (driver: GatewayDriver) =>
  createBackendModule({
    pluginId: 'api-management',
    moduleId: 'aws',
    register(registration) {
      registration.registerInit({
        deps: { drivers: gatewayDriversExtensionPoint },
        async init({ drivers }) {
          drivers.addDriver(driver);
        },
      });
    },
  });

function loggerInto(log: (line: string) => void) {
  const tell = (message: string, meta?: unknown) =>
    log(
      `${message} ${meta instanceof Error ? meta.stack : JSON.stringify(meta)}`,
    );
  const { factory, ...logger } = mockServices.logger.mock({
    error: tell,
    warn: tell,
    info: tell,
    debug: tell,
    child: () => logger as never,
  });
  return factory;
}

export type PortalAnswer = { status: number; body: any };

/** The plugin with a driver, as a process whose work is begun by hand: what it holds in memory dies with it. */
export class PortalProcess {
  readonly #origin: string;
  readonly #scheduler: SchedulerService;
  readonly #stop: () => Promise<void>;

  private constructor(options: {
    origin: string;
    scheduler: SchedulerService;
    stop: () => Promise<void>;
  }) {
    this.#origin = options.origin;
    this.#scheduler = options.scheduler;
    this.#stop = options.stop;
  }

  /** @param options - `log` is told all that is logged */
  static async start(options: {
    knex: Knex;
    driver: GatewayDriver;
    audit: Audit;
    secretsKey: string;
    log?: (line: string) => void;
  }): Promise<PortalProcess> {
    const { knex, driver, audit, secretsKey, log = () => {} } = options;
    const scheduler = mockServices.scheduler();
    const backend = await startTestBackend({
      features: [
        apiManagementPlugin,
        moduleOf(driver),
        byHand(scheduler),
        loggerInto(log),
        mockServices.database.factory({ knex }),
        audit.factory,
        mockServices.permissions.factory({ result: 'ALLOW' as never }),
        userInfo,
        mockServices.rootConfig.factory({
          data: { apiManagement: { secrets: { key: secretsKey } } },
        }),
      ],
    });
    return new PortalProcess({
      origin: `http://localhost:${backend.server.port()}/api/api-management`,
      scheduler,
      stop: () => backend.stop(),
    });
  }

  get(path: string): Promise<PortalAnswer> {
    return this.#call('GET', path);
  }

  post(path: string, body: object = {}): Promise<PortalAnswer> {
    return this.#call('POST', path, body);
  }

  /** Does once what is scheduled. */
  run(task: string): Promise<void> {
    return this.#scheduler.triggerTask(task);
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  async #call(
    method: string,
    path: string,
    body?: object,
  ): Promise<PortalAnswer> {
    const answer = await fetch(`${this.#origin}${path}`, {
      method,
      headers: {
        authorization: mockCredentials.user.header(manager.userEntityRef),
        'content-type': 'application/json',
      },
      body: body && JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, body: text && JSON.parse(text) };
  }
}
