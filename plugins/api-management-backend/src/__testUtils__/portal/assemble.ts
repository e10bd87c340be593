import { randomBytes } from 'node:crypto';
import type {
  HttpAuthService,
  LoggerService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { AuthenticationError, NotAllowedError } from '@backstage/errors';
import { metrics } from '@opentelemetry/api';
import type { Knex } from 'knex';
import { GatewayDrivers } from '../../accounts/GatewayDrivers';
import { AccessControl } from '../../authorization/AccessControl';
import { RequestCallers } from '../../authorization/Caller';
import { registerPermissions } from '../../authorization/registerPermissions';
import { createCapabilities } from '../../composition/createCapabilities';
import { createStores } from '../../composition/createStores';
import { readApiManagementConfig } from '../../config';
import { SecretEnvelopes } from '../../credentials/SecretEnvelopes';
import { BillingSinks } from '../../deliveries/BillingSinks';
import { Notices } from '../../notices/Notices';
import { FakeGateway } from '../FakeGateway';
import { FakeStacks } from '../FakeStacks';
import { auditRecorder } from './auditRecorder';
import { eventRecorder } from './eventRecorder';
import { personOf } from './people';
import { notificationRecorder } from './notificationRecorder';
import { permissionsRegistry, rolePermissions } from './rolePermissions';

const secrets = { key: randomBytes(32).toString('base64') };

/** `Authorization: Bearer user:default/bea` is Bea, `Service catalog` a service. */
const principalOfHeader = {
  async credentials(request: any, { allow }: { allow: string[] }) {
    const [scheme, name] = (request.headers.authorization ?? '').split(' ');
    if (!name) {
      throw new AuthenticationError('Nobody is signed in');
    }
    const type = scheme === 'Bearer' ? 'user' : 'service';
    if (!allow.includes(type)) {
      throw new NotAllowedError(`This is not for a ${type}`);
    }
    return {
      $$type: '@backstage/BackstageCredentials',
      principal: { type, userEntityRef: name },
    };
  },
} as unknown as HttpAuthService;

const userInfo: UserInfoService = {
  async getUserInfo(credentials: any) {
    return personOf(credentials.principal.userEntityRef);
  },
};

export type Assembled = Awaited<ReturnType<typeof assemble>>;

/** The plugin's capabilities with the default role policy, put together as plugin.ts does. */
export async function assemble(knex: Knex) {
  const gateway = new FakeGateway();
  const drivers = new GatewayDrivers();
  drivers.add(gateway);
  const { records: audit, auditor } = auditRecorder();
  const warnings: string[] = [];
  const logger = loggerInto(warnings);
  const permissions = rolePermissions();
  const { sent, notifications } = notificationRecorder();
  const { published, events } = eventRecorder();
  const sinks = new BillingSinks();
  const registry = permissionsRegistry();
  const stores = createStores(knex);
  registerPermissions(registry, stores, logger);
  const config = await readApiManagementConfig(
    new ConfigReader({ apiManagement: { secrets } }),
  );
  const capabilities = createCapabilities({
    ...stores,
    config,
    drivers,
    envelope: new SecretEnvelopes({
      ownKey: config.envelopeKey,
      installation: () => stores.stackStore.installation(),
    }),
    access: new AccessControl(permissions, registry),
    callers: new RequestCallers({ httpAuth: principalOfHeader, userInfo }),
    auditor,
    notices: new Notices({ notifications, config, logger }),
    events,
    sinks,
    metrics: metrics.getMeter('test'),
    logger,
  });
  return {
    audit,
    capabilities,
    gateway,
    logger,
    permissions,
    published,
    sent,
    sinks,
    stores,
    warnings,
    /** Forgets what was seen; the database is not its business. */
    reset() {
      audit.length = 0;
      sent.length = 0;
      published.length = 0;
      warnings.length = 0;
      gateway.grants.clear();
      gateway.counted.length = 0;
      gateway.calls.length = 0;
      gateway.counts.length = 0;
      gateway.uncounted = [];
      gateway.activity.clear();
      gateway.revokedKeys.length = 0;
      gateway.failure = undefined;
      gateway.keyPairEndpoint = undefined;
      gateway.deployment = new FakeStacks();
    },
  };
}

function loggerInto(warnings: string[]): LoggerService {
  const logger: LoggerService = {
    error: message => void warnings.push(String(message)),
    warn: message => void warnings.push(String(message)),
    info() {},
    debug() {},
    child: () => logger,
  };
  return logger;
}
