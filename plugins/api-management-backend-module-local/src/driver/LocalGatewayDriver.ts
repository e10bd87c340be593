import { NotFoundError } from '@backstage/errors';
import type {
  AccessEndpoints,
  ApiDefinition,
  DiscoveredApi,
  GatewayAccess,
  GatewayDiscovery,
  GatewayDriver,
  GrantActivity,
  LinkedAccount,
  UsageEngine,
} from '@oaf/backstage-plugin-api-management-node';
import { grantSchema } from '@oaf/contract';
import type { Grant } from '@oaf/contract';
import type { LocalApi, LocalGatewayConfig } from '../config';
import type { DatabaseClientRegistry } from '../grants/DatabaseClientRegistry';
import type { DatabaseGrantStore } from '../grants/DatabaseGrantStore';
import { EMBEDDED_ACCOUNT, EMBEDDED_STAGE } from './embeddedAccount';
import { readDocument } from './readDocument';

type Call = { signal: AbortSignal };

function requireEmbedded({ accountId }: LinkedAccount) {
  if (accountId !== EMBEDDED_ACCOUNT.accountId) {
    throw new NotFoundError(`The embedded gateway has no account ${accountId}`);
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
  readonly #config: LocalGatewayConfig;
  readonly #store: DatabaseGrantStore;
  readonly #registry: DatabaseClientRegistry;

  constructor(
    config: LocalGatewayConfig,
    state: {
      store: DatabaseGrantStore;
      registry: DatabaseClientRegistry;
      usage: UsageEngine;
    },
  ) {
    this.#config = config;
    this.#store = state.store;
    this.#registry = state.registry;
    this.usage = state.usage;
  }

  builtInAccounts(): LinkedAccount[] {
    return [{ ...EMBEDDED_ACCOUNT, regions: [...EMBEDDED_ACCOUNT.regions] }];
  }

  async *discover(
    account: LinkedAccount,
    region: string,
    { signal, apiId }: Call & { apiId?: string },
  ): AsyncIterable<DiscoveredApi> {
    requireEmbedded(account);
    if (!EMBEDDED_ACCOUNT.regions.includes(region)) {
      throw new NotFoundError(`The embedded gateway has no region ${region}`);
    }
    signal.throwIfAborted();
    const apis = this.#config.apis.filter(
      ({ name }) => apiId === undefined || name === apiId,
    );
    yield* await Promise.all(apis.map(api => this.#describe(api, region)));
  }

  async exportDefinition(
    account: LinkedAccount,
    { apiId }: DiscoveredApi,
    { signal }: Call,
  ): Promise<ApiDefinition | undefined> {
    requireEmbedded(account);
    signal.throwIfAborted();
    const api = this.#config.apis.find(({ name }) => name === apiId);
    if (!api) {
      return undefined;
    }
    const { text } = await readDocument(api);
    return { format: 'openapi', text };
  }

  async applyGrant(account: LinkedAccount, grant: Grant, { signal }: Call) {
    requireEmbedded(account);
    signal.throwIfAborted();
    await this.#store.apply(grantSchema.parse(grant));
    this.#registry.forget(grant.clientId);
  }

  async removeGrant(
    account: LinkedAccount,
    grant: Pick<Grant, 'subscriptionId' | 'clientId' | 'revision'>,
    { signal }: Call,
  ): Promise<void> {
    requireEmbedded(account);
    signal.throwIfAborted();
    await this.#store.remove(grant);
    this.#registry.forget(grant.clientId);
  }

  async readGrantActivity(
    account: LinkedAccount,
    request: { subscriptionId: string; credentialIds: string[] },
  ): Promise<GrantActivity | undefined> {
    requireEmbedded(account);
    return this.#store.readActivity(request);
  }

  async revokeClientKey(
    account: LinkedAccount,
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

  accessEndpoints(account: LinkedAccount): AccessEndpoints {
    requireEmbedded(account);
    const { issuer } = this.#config;
    return {
      issuer,
      registrationEndpoint: `${issuer}/register`,
      tokenEndpoint: `${issuer}/token`,
    };
  }

  async #describe(api: LocalApi, region: string): Promise<DiscoveredApi> {
    const { info, fingerprint } = await readDocument(api);
    return {
      region,
      apiId: api.name,
      stage: EMBEDDED_STAGE,
      title: info.title ?? api.name,
      description: info.description,
      apiVersion: info.version,
      protocol: 'REST',
      invokeUrl: api.invokeUrl,
      tags: api.tags,
      fingerprint,
    };
  }
}
