import type {
  ApiDefinition,
  DiscoveredApi,
  GatewayChange,
  GatewayDiscovery,
  GatewayDriver,
  LinkedAccount,
  ReadOptions,
} from '@oaf/backstage-plugin-api-management-node';

type ScriptedApi = DiscoveredApi & {
  text: string;
  note?: string;
  failure?: Error;
  /** Listed, and gone when it is exported. */
  deletedMeanwhile?: boolean;
};

/** A gateway whose accounts, regions and APIs a test scripts, and which notes what it is asked. */
export class ScriptedGateway implements GatewayDriver, GatewayDiscovery {
  readonly type = 'scripted';
  readonly title = 'Scripted gateway';
  readonly discovery = this;
  /** By `<account id> <region>`. */
  readonly regions = new Map<string, ScriptedApi[]>();
  readonly failures = new Map<string, Error>();
  readonly exported: string[] = [];
  readonly priorities: string[] = [];
  /** While set, exports wait for it. */
  exportsWait: Promise<void> | undefined;
  tell: ((change: GatewayChange) => Promise<void>) | undefined;
  watches = 0;

  builtInAccounts(): LinkedAccount[] {
    return [...new Set([...this.regions.keys()].map(accountOf))].map(
      accountId => ({
        id: `link-${accountId}`,
        driver: this.type,
        accountId,
        partition: 'local',
        alias: `Account ${accountId}`,
        regions: [...this.regions.keys()]
          .filter(key => accountOf(key) === accountId)
          .map(key => key.split(' ')[1]),
      }),
    );
  }

  set(accountId: string, region: string, apis: Array<Partial<ScriptedApi>>) {
    const scripted = apis.map(api => scriptedApi(region, api));
    this.regions.set(`${accountId} ${region}`, scripted);
    return scripted;
  }

  async *discover(
    { accountId }: LinkedAccount,
    region: string,
    { apiId, priority, signal }: ReadOptions & { apiId?: string },
  ) {
    const key = `${accountId} ${region}`;
    this.priorities.push(`${region} ${priority}`);
    for (const api of this.regions.get(key) ?? []) {
      signal.throwIfAborted();
      if (apiId === undefined || apiId === api.apiId) {
        yield describe(api);
      }
    }
    const failure = this.failures.get(key);
    if (failure) {
      throw failure;
    }
  }

  async exportDefinition(
    { accountId }: LinkedAccount,
    { region, apiId, stage }: DiscoveredApi,
    { signal }: ReadOptions,
  ): Promise<ApiDefinition | undefined> {
    await Promise.race([this.exportsWait, abortOf(signal)]);
    signal.throwIfAborted();
    this.exported.push(`${region} ${apiId}`);
    const api = this.regions
      .get(`${accountId} ${region}`)
      ?.find(known => known.apiId === apiId && known.stage === stage);
    if (api?.failure) {
      throw api.failure;
    }
    return api && !api.deletedMeanwhile
      ? { format: 'openapi', text: api.text, note: api.note }
      : undefined;
  }

  async watch(
    onChange: (change: GatewayChange) => Promise<void>,
    { signal }: { signal: AbortSignal },
  ) {
    this.watches += 1;
    if (this.watches === 1) {
      throw new Error('The queue is gone');
    }
    this.tell = onChange;
    await abortOf(signal);
  }
}

function scriptedApi(region: string, api: Partial<ScriptedApi>): ScriptedApi {
  const apiId = api.apiId ?? 'claims';
  return {
    region,
    apiId,
    stage: 'live',
    title: `API ${apiId}`,
    protocol: 'REST',
    invokeUrl: `https://gateway.example.com/${apiId}`,
    tags: {},
    fingerprint: '1',
    text: openApi(['/claims']),
    ...api,
  };
}

export function openApi(paths: string[], version = '1'): string {
  const responses = { 200: { description: 'Well' } };
  return JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Claims', version },
    paths: Object.fromEntries(
      paths.map(path => [path, { get: { responses } }]),
    ),
  });
}

function describe(api: ScriptedApi): DiscoveredApi {
  const { text, note, failure, deletedMeanwhile, ...described } = api;
  return described;
}

function accountOf(key: string): string {
  return key.split(' ')[0];
}

function abortOf(signal: AbortSignal): Promise<void> {
  return new Promise(resolve =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  );
}
