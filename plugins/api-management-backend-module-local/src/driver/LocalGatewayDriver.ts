import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  AccessEndpoints,
  AccessGateway,
  ApiDefinition,
  CompressedDefinition,
  DiscoveredApi,
  GatewayAccess,
  GatewayCounters,
  GatewayDiscovery,
  GatewayDriver,
  GrantActivity,
  LinkedAccount,
  ReadOptions,
  UsageEngine,
} from '@oaf/backstage-plugin-api-management-node';
import { grantSchema } from '@oaf/contract';
import type { Grant } from '@oaf/contract';
import type { LocalApi, LocalGatewayConfig } from '../config';
import type { EmbeddedDocuments } from '../documents/EmbeddedDocuments';
import type { DatabaseClientRegistry } from '../grants/DatabaseClientRegistry';
import type { DatabaseGrantStore } from '../grants/DatabaseGrantStore';
import { EMBEDDED_ACCOUNT, EMBEDDED_STAGE } from './embeddedAccount';
import { unlessAborted } from './unlessAborted';

type Call = { signal: AbortSignal };

function requireEmbedded({ accountId }: LinkedAccount) {
  if (accountId !== EMBEDDED_ACCOUNT.accountId) {
    throw new NotFoundError(`The embedded gateway has no account ${accountId}`);
  }
}

/** Its key pairs are made in this process, and under no key of KMS. */
function requireNoKey({ dedicatedKey, applicationName }: Grant) {
  if (dedicatedKey) {
    throw new ConflictError(
      `A KMS key for each subscription is not offered here: the embedded gateway has no KMS, so ${applicationName} needs another plan.`,
    );
  }
}

/** Brings the embedded gateway under management. */
export class LocalGatewayDriver
  implements GatewayDriver, GatewayDiscovery, GatewayAccess
{
  readonly type = EMBEDDED_ACCOUNT.driver;
  readonly title = 'Embedded gateway';
  readonly discovery = this;
  readonly access = this;
  readonly usage: UsageEngine;
  readonly counters: GatewayCounters;
  readonly #config: LocalGatewayConfig;
  readonly #store: DatabaseGrantStore;
  readonly #registry: DatabaseClientRegistry;
  readonly #documents: EmbeddedDocuments;

  constructor(
    config: LocalGatewayConfig,
    state: {
      store: DatabaseGrantStore;
      registry: DatabaseClientRegistry;
      documents: EmbeddedDocuments;
      usage: UsageEngine;
      counts: GatewayCounters;
    },
  ) {
    this.#config = config;
    this.#store = state.store;
    this.#registry = state.registry;
    this.#documents = state.documents;
    this.usage = state.usage;
    this.counters = state.counts;
  }

  builtInAccounts(): LinkedAccount[] {
    return [{ ...EMBEDDED_ACCOUNT, regions: [...EMBEDDED_ACCOUNT.regions] }];
  }

  async *discover(
    account: LinkedAccount,
    region: string,
    { signal, apiId, priority }: ReadOptions & { apiId?: string },
  ): AsyncIterable<DiscoveredApi> {
    requireEmbedded(account);
    if (!EMBEDDED_ACCOUNT.regions.includes(region)) {
      throw new NotFoundError(`The embedded gateway has no region ${region}`);
    }
    signal.throwIfAborted();
    const apis = this.#config.apis.filter(
      ({ name }) => apiId === undefined || name === apiId,
    );
    for (const api of apis) {
      const again = priority === 'interactive';
      const reading = this.#documents.read(api, { again });
      yield described(api, region, await unlessAborted(reading, signal));
    }
  }

  async exportDefinition(
    account: LinkedAccount,
    { apiId }: DiscoveredApi,
    { signal }: Call,
  ): Promise<ApiDefinition | CompressedDefinition | undefined> {
    requireEmbedded(account);
    signal.throwIfAborted();
    const api = this.#config.apis.find(({ name }) => name === apiId);
    if (!api) {
      return undefined;
    }
    return unlessAborted(this.#documents.take(api), signal);
  }

  /** Whole paths are logged, and an API's identifier is the first segment. */
  loggedBasePaths({ apiId }: { apiId: string }): string[] {
    return [`/${apiId}`];
  }

  async applyGrant({ account }: AccessGateway, grant: Grant, { signal }: Call) {
    requireEmbedded(account);
    signal.throwIfAborted();
    requireNoKey(grant);
    await this.#store.apply(grantSchema.parse(grant));
    this.#registry.forget(grant.clientId);
  }

  async removeGrant(
    { account }: AccessGateway,
    grant: Pick<Grant, 'subscriptionId' | 'clientId' | 'revision'>,
    { signal }: Call,
  ): Promise<void> {
    requireEmbedded(account);
    signal.throwIfAborted();
    await this.#store.remove(grant);
    this.#registry.forget(grant.clientId);
  }

  async readGrantActivity(
    { account }: AccessGateway,
    request: { subscriptionId: string; credentialIds: string[] },
  ): Promise<GrantActivity | undefined> {
    requireEmbedded(account);
    return this.#store.readActivity(request);
  }

  async revokeClientKey(
    { account }: AccessGateway,
    {
      subscriptionId,
      thumbprint,
    }: { subscriptionId: string; thumbprint: string },
    { signal }: Call,
  ): Promise<boolean> {
    requireEmbedded(account);
    signal.throwIfAborted();
    const clientId = await this.#store.revokeKey(subscriptionId, thumbprint);
    if (clientId) {
      this.#registry.forget(clientId);
    }
    return clientId !== undefined;
  }

  accessEndpoints({ account }: AccessGateway): AccessEndpoints {
    requireEmbedded(account);
    const { issuer, makesKeyPairs } = this.#config;
    return {
      issuer,
      registrationEndpoint: `${issuer}/register`,
      tokenEndpoint: `${issuer}/token`,
      ...(makesKeyPairs && { keyPairEndpoint: `${issuer}/key-pair` }),
    };
  }
}

function described(
  { name, invokeUrl, tags }: LocalApi,
  region: string,
  reading: Awaited<ReturnType<EmbeddedDocuments['read']>>,
): DiscoveredApi {
  const where = {
    region,
    apiId: name,
    stage: EMBEDDED_STAGE,
    protocol: 'REST',
    invokeUrl,
    tags,
  } as const;
  if (reading.problem !== undefined) {
    const { problem } = reading;
    return { ...where, title: name, fingerprint: '', problem };
  }
  const { info, fingerprint } = reading;
  return {
    ...where,
    title: info.title ?? name,
    description: info.description,
    apiVersion: info.version,
    fingerprint,
  };
}
