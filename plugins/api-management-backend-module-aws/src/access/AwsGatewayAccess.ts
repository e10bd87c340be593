import { DynamoDbGrantStore } from '@oaf/access/aws';
import type {
  AccessEndpoints,
  AccessGateway,
  ApiKeyValues,
  GatewayAccess,
  GrantActivity,
} from '@oaf/backstage-plugin-api-management-node';
import { type Grant, grantSchema } from '@oaf/contract';
import { GatewayManagement } from '../management/GatewayManagement';
import type { Management } from '../management/Management';
import { ApiKeys } from './ApiKeys';
import { GrantKeys, keyIdOf } from './GrantKeys';
import { requireOutputs } from './requireOutputs';
import { LOCK_MS } from './underLock';

type Call = { signal: AbortSignal };

const noValues: ApiKeyValues = async () => undefined;

/** A page waits for it. */
const ACTIVITY_MS = 10_000;

const OUTPUTS = ['RestApiId', 'Stage', 'Issuer', 'TableArn'];

function isOutdated(
  held: Awaited<ReturnType<DynamoDbGrantStore['find']>>,
  { revision }: Pick<Grant, 'revision'>,
): boolean {
  return (
    held !== undefined &&
    (held.grant ? held.revision > revision : held.revision >= revision)
  );
}

/** Grants at gateways that were deployed into linked accounts: rows of their table, API keys, and usage plans. */
export class AwsGatewayAccess implements GatewayAccess {
  readonly #management: Management;
  readonly #lockMs: number;

  /** @param lockMs - how long an operation may take before somebody else takes it over */
  constructor(management: Management, lockMs = LOCK_MS) {
    this.#management = management;
    this.#lockMs = lockMs;
  }

  async applyGrant(
    gateway: AccessGateway,
    given: Grant,
    { signal, apiKeyValues }: Call & { apiKeyValues: ApiKeyValues },
  ): Promise<void> {
    const grant = grantSchema.parse(given);
    const management = this.#at(gateway, signal);
    await this.#withKeys(management, grant, apiKeyValues, async keys => {
      const store = new DynamoDbGrantStore(management.table);
      if (isOutdated(await store.find(grant.clientId), grant)) {
        return;
      }
      // Whoever is suspended is refused before anything else happens, and let in after everything is there.
      const isSuspended = grant.status === 'suspended';
      await (isSuspended ? store.apply(grant) : keys.bring(grant));
      await (isSuspended ? keys.bring(grant) : store.apply(grant));
      await keys.keepOnly(grant.apiKeys);
    });
  }

  async removeGrant(
    gateway: AccessGateway,
    grant: Pick<Grant, 'subscriptionId' | 'clientId' | 'revision'>,
    { signal }: Call,
  ): Promise<void> {
    const management = this.#at(gateway, signal);
    await this.#withKeys(management, grant, noValues, async keys => {
      const store = new DynamoDbGrantStore(management.table);
      await store.remove(grant);
      const held = await store.find(grant.clientId);
      await keys.keepOnly(held?.grant?.apiKeys ?? []);
    });
  }

  async readGrantActivity(
    gateway: AccessGateway,
    request: { subscriptionId: string; credentialIds: string[] },
  ): Promise<GrantActivity | undefined> {
    const management = this.#at(gateway, AbortSignal.timeout(ACTIVITY_MS));
    return management.explained(() =>
      new DynamoDbGrantStore(management.table).readActivity(request),
    );
  }

  async revokeClientKey(
    gateway: AccessGateway,
    key: { subscriptionId: string; thumbprint: string },
    { signal }: Call,
  ): Promise<boolean> {
    const management = this.#at(gateway, signal);
    return management.explained(() =>
      new DynamoDbGrantStore(management.table).revokeKey(
        key.subscriptionId,
        key.thumbprint,
      ),
    );
  }

  async readApiKeyValue(
    gateway: AccessGateway,
    key: { subscriptionId: string; credentialId: string },
    { signal }: Call,
  ): Promise<string | undefined> {
    const management = this.#at(gateway, signal);
    return management.explained(async () => {
      const id = await keyIdOf(management, key);
      return id ? new ApiKeys(management, noValues).readValue(id) : undefined;
    });
  }

  accessEndpoints(gateway: AccessGateway): AccessEndpoints {
    requireOutputs(gateway, OUTPUTS);
    const issuer = gateway.outputs.Issuer;
    return {
      issuer,
      registrationEndpoint: `${issuer}/register`,
      tokenEndpoint: `${issuer}/token`,
    };
  }

  #at(gateway: AccessGateway, signal: AbortSignal): GatewayManagement {
    requireOutputs(gateway, OUTPUTS);
    signal.throwIfAborted();
    return new GatewayManagement(this.#management, gateway, signal);
  }

  #withKeys(
    management: GatewayManagement,
    { subscriptionId }: Pick<Grant, 'subscriptionId'>,
    apiKeyValues: ApiKeyValues,
    perform: (keys: GrantKeys) => Promise<void>,
  ): Promise<void> {
    const options = { lockMs: this.#lockMs, apiKeyValues };
    return management.explained(() =>
      GrantKeys.use(management, subscriptionId, options, perform),
    );
  }
}
