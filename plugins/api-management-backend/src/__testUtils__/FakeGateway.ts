import {
  eachMeter,
  sketchLatencies,
  type Grant,
  type Meters,
} from '@oaf/contract';
import type {
  AccessGateway,
  ApiDefinition,
  CallPage,
  CallQuery,
  DiscoveredApi,
  GatewayAccess,
  GatewayDiscovery,
  GatewayDriver,
  GrantActivity,
  GrantGap,
  LinkedAccount,
  LoggedCall,
  UsageEngine,
  GatewayCount,
  GatewayCounters,
  GatewayCounts,
  UsageRecord,
  UsageRoute,
} from '@oaf/backstage-plugin-api-management-node';
import { toCallPage } from '@oaf/backstage-plugin-api-management-node/usageQuery';
import { FakeLinking } from './FakeLinking';
import { FakeStacks } from './FakeStacks';

type ActivityRequest = { subscriptionId: string; credentialIds: string[] };

const HOUR = 3_600_000;

const account: LinkedAccount = {
  id: 'fake',
  driver: 'fake',
  accountId: 'fake',
  partition: 'local',
  alias: 'Fake gateway',
  regions: ['here'],
};

const api: DiscoveredApi = {
  region: 'here',
  apiId: 'accounts',
  stage: 'live',
  title: 'Accounts',
  protocol: 'REST',
  invokeUrl: 'http://gateway/accounts',
  tags: { owner: 'team-a' },
  fingerprint: '1',
};

const definition: ApiDefinition = {
  format: 'openapi',
  text: JSON.stringify({
    openapi: '3.0.3',
    paths: { '/accounts': { get: {} } },
  }),
};

function calledApi(record: UsageRecord, routes: UsageRoute[]): string | null {
  const called = routes.find(
    route =>
      route.accountId === record.accountId &&
      route.region === record.region &&
      route.apiId === record.apiId &&
      route.stage === record.stage,
  );
  return called?.gatewayApiId ?? null;
}

/** The conditions that decide who sees what; the contract of engines has all of them. */
function isWanted(call: LoggedCall, query: CallQuery): boolean {
  const { subscriptionIds, productIds, statusClasses, before } = query;
  return (
    (subscriptionIds?.includes(call.subscriptionId) ?? true) &&
    (productIds?.includes(call.productId!) ?? true) &&
    (statusClasses?.includes(Math.floor(call.status / 100)) ?? true) &&
    call.requestTime >= query.from &&
    call.requestTime < (before?.requestTime ?? query.to)
  );
}

/** A gateway in memory, with one API, that can be told to fail. */
export class FakeGateway
  implements GatewayDriver, GatewayDiscovery, GatewayAccess, UsageEngine
{
  readonly type = 'fake';
  readonly title = 'Fake gateway';
  readonly discovery = this;
  readonly access = this;
  dedicatedKeys = false;
  readonly linking = new FakeLinking();
  deployment = new FakeStacks();
  readonly grants = new Map<string, Grant>();
  readonly #revisions = new Map<string, number>();
  readonly usage = this;
  /** What its log says. */
  readonly counted: UsageRecord[] = [];
  loggedUntil: number | undefined;
  /** Single calls that its log has, newest first. */
  readonly calls: LoggedCall[] = [];
  /** What was last asked about them. */
  asked: CallQuery | undefined;
  /** What it counted itself. */
  readonly counts: GatewayCount[] = [];
  /** What nobody can tell of its counters. */
  uncounted: GatewayCounts['unknown'] = [];
  readonly counters: GatewayCounters = {
    settlesWithin: 0,
    tolerance: 0,
    count: async (_, { from, to }) => {
      this.#failIfTold();
      return {
        counts: this.counts.filter(({ hour }) => hour >= from && hour < to),
        unknown: this.uncounted,
      };
    },
  };
  /** What it observed, by subscription. */
  readonly activity = new Map<string, Partial<GrantActivity>>();
  readonly revokedKeys: string[] = [];
  failure: Error | undefined;
  /** Undefined: it makes no key pairs. */
  keyPairEndpoint: string | undefined;

  builtInAccounts() {
    return [account];
  }

  async *discover(_: LinkedAccount, region: string) {
    this.#failIfTold();
    yield { ...api, region };
  }

  async exportDefinition() {
    return definition;
  }

  async applyGrant(_: AccessGateway, grant: Grant): Promise<GrantGap[] | void> {
    this.#failIfTold();
    if (this.#isNews(grant)) {
      this.grants.set(grant.subscriptionId, grant);
    }
  }

  async removeGrant(
    _: AccessGateway,
    grant: Pick<Grant, 'subscriptionId' | 'revision'>,
  ) {
    this.#failIfTold();
    if (this.#isNews(grant)) {
      this.grants.delete(grant.subscriptionId);
    }
  }

  async readGrantActivity(
    _: AccessGateway,
    { subscriptionId, credentialIds }: ActivityRequest,
  ): Promise<GrantActivity | undefined> {
    const seen = this.activity.get(subscriptionId);
    const isAsked = (use: { credentialId: string }) =>
      credentialIds.includes(use.credentialId);
    return (
      seen && {
        clientKeys: seen.clientKeys ?? [],
        enrolments: (seen.enrolments ?? []).filter(isAsked),
        apiKeys: (seen.apiKeys ?? []).filter(isAsked),
      }
    );
  }

  async revokeClientKey(
    _: AccessGateway,
    key: { subscriptionId: string; thumbprint: string },
  ) {
    this.#failIfTold();
    this.revokedKeys.push(key.thumbprint);
    return true;
  }

  accessEndpoints(_: AccessGateway) {
    return {
      issuer: 'http://gateway/oauth',
      registrationEndpoint: 'http://gateway/oauth/register',
      tokenEndpoint: 'http://gateway/oauth/token',
      ...(this.keyPairEndpoint && { keyPairEndpoint: this.keyPairEndpoint }),
    };
  }

  async changedHours() {
    return {
      hours: [...new Set(this.counted.map(({ hour }) => hour))],
      cursor: '1',
      loggedUntil: this.loggedUntil ?? Date.now(),
    };
  }

  async aggregateHours(
    hours: number[],
    { routes }: { routes: UsageRoute[] },
  ): Promise<UsageRecord[]> {
    return this.counted
      .filter(record => hours.includes(record.hour))
      .map(record => ({ ...record, gatewayApiId: calledApi(record, routes) }));
  }

  async findCalls(
    query: CallQuery,
    { signal }: { signal: AbortSignal },
  ): Promise<CallPage> {
    signal.throwIfAborted();
    this.#failIfTold();
    this.asked = query;
    return toCallPage(
      this.calls.filter(call => isWanted(call, query)),
      query.limit,
    );
  }

  grant(subscriptionId: string) {
    return this.grants.get(subscriptionId);
  }

  call(
    subscriptionId: string | null,
    meters: Partial<Meters>,
    hour = Date.now() - (Date.now() % HOUR),
  ) {
    this.counted.push({
      subscriptionId,
      planId: null,
      accountId: account.accountId,
      region: api.region,
      apiId: api.apiId,
      stage: api.stage,
      gatewayApiId: null,
      operation: null,
      statusClass: 2,
      hour,
      latency: sketchLatencies([]),
      meters: { ...eachMeter(() => 0), ...meters },
    });
  }

  /** What is older than what is known, or was removed with the same revision, is ignored. */
  #isNews({
    subscriptionId,
    revision,
  }: Pick<Grant, 'subscriptionId' | 'revision'>) {
    const known = this.#revisions.get(subscriptionId) ?? 0;
    this.#revisions.set(subscriptionId, Math.max(known, revision));
    return revision >= known;
  }

  #failIfTold() {
    if (this.failure) {
      throw this.failure;
    }
  }
}
