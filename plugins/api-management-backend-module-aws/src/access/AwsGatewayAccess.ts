import { DynamoDbGrantStore } from '@oaf/access/aws';
import type {
  AccessEndpoints,
  AccessGateway,
  ApiInPlace,
  ApiKeyValues,
  GatewayAccess,
  GrantActivity,
  GrantGap,
  ResourceCapacity,
} from '@oaf/backstage-plugin-api-management-node';
import { type Grant, grantSchema } from '@oaf/contract';
import { GatewayManagement } from '../management/GatewayManagement';
import type { Management } from '../management/Management';
import { DedicatedKey } from './DedicatedKey';
import { GrantKeys } from './GrantKeys';
import { frontDoorStage, keyPlacesOf, ownPlace } from './KeyPlace';
import { readKeyValue } from './readKeyValue';
import { requireOutputs } from './requireOutputs';
import { SubscriptionKeys } from './SubscriptionKeys';
import { LOCK_MS } from './underLock';

type Call = { signal: AbortSignal };

type Counted = { capacity?: ResourceCapacity };

type GrantOptions = Counted & {
  apiKeyValues: ApiKeyValues;
  inPlace?: ApiInPlace[];
  afresh?: boolean;
};

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

const hasHardQuota = ({ limits, apiKeys }: Grant) =>
  [limits, ...apiKeys.map(key => key.limits)].some(each => each?.quota?.hard);

/** As its gateway holds it: with the key that was made for it there. */
async function withKey(
  { dedicatedKey, ...grant }: Grant,
  keyOf: () => Promise<string | undefined>,
): Promise<Grant> {
  return dedicatedKey
    ? { ...grant, dedicatedKey: { arn: await keyOf() } }
    : grant;
}

/** Grants at gateways that were deployed into linked accounts: rows of their table, API keys, and usage plans. */
export class AwsGatewayAccess implements GatewayAccess {
  readonly dedicatedKeys = true;
  readonly #management: Management;
  readonly #lockMs: number;

  /** @param lockMs - how long an operation may take before somebody else takes it over */
  constructor(management: Management, lockMs = LOCK_MS) {
    this.#management = management;
    this.#lockMs = lockMs;
  }

  async applyGrant(
    gateway: AccessGateway,
    unchecked: Grant,
    { signal, inPlace = [], ...given }: Call & GrantOptions,
  ): Promise<GrantGap[]> {
    const grant = grantSchema.parse(unchecked);
    requireOutputs(gateway, [
      ...(hasHardQuota(grant) ? ['JudgesHardQuotas'] : []),
      ...(grant.clientKeyLifetime === undefined ? [] : ['JudgesKeyAge']),
      ...(grant.dedicatedKey ? ['KeyPairRoleArn'] : []),
    ]);
    const management = this.#at(gateway, signal);
    const [own, ...others] = keyPlacesOf(gateway, grant, inPlace);
    const options = { lockMs: this.#lockMs, ...given };
    const { afresh } = given;
    return this.#withKeys(
      management,
      grant,
      { ...options, place: own },
      async keys => {
        const store = new DynamoDbGrantStore(management.table);
        const held = await store.find(grant.clientId);
        if (isOutdated(held, grant)) {
          return [];
        }
        const key = new DedicatedKey(management, grant, options);
        const everywhere = new SubscriptionKeys(management, grant, {
          ...options,
          own: { place: own, keys },
          others,
        });
        // Whoever is suspended is refused before anything else happens, and let in after everything is there.
        const isSuspended = grant.status === 'suspended';
        if (isSuspended) {
          await store.apply(await withKey(grant, () => key.noted()));
        }
        const gaps = await everywhere.bring(grant);
        if (!isSuspended || afresh) {
          await store.apply(await withKey(grant, () => key.ensure(afresh)));
        }
        if (held && !grant.dedicatedKey) {
          // Also when a try of before was cut off after the grant was written.
          await key.remove();
        }
        const left = await everywhere.keepOnly(grant.apiKeys, gaps);
        if (everywhere.lost) {
          throw everywhere.lost;
        }
        return [...gaps, ...left];
      },
    );
  }

  async removeGrant(
    gateway: AccessGateway,
    grant: Pick<Grant, 'subscriptionId' | 'clientId' | 'revision'>,
    { signal, capacity }: Call & Counted,
  ): Promise<void> {
    const management = this.#at(gateway, signal);
    const place = ownPlace(gateway, [frontDoorStage(gateway)]);
    const options = {
      lockMs: this.#lockMs,
      apiKeyValues: noValues,
      capacity,
    };
    await this.#withKeys(
      management,
      grant,
      { ...options, place },
      async keys => {
        const store = new DynamoDbGrantStore(management.table);
        await store.remove(grant);
        const held = await store.find(grant.clientId);
        const left = held?.grant?.apiKeys ?? [];
        await keys.keepOnly(left);
        if (!held?.grant?.dedicatedKey) {
          await new DedicatedKey(management, grant, options).remove();
        }
        if (left.length === 0) {
          const everywhere = new SubscriptionKeys(management, grant, {
            ...options,
            own: { place, keys },
            others: [],
          });
          await everywhere.removeElsewhere();
        }
      },
    );
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
    return management.explained(() => readKeyValue(management, key));
  }

  accessEndpoints(gateway: AccessGateway): AccessEndpoints {
    requireOutputs(gateway, OUTPUTS);
    const issuer = gateway.outputs.Issuer;
    return {
      issuer,
      registrationEndpoint: `${issuer}/register`,
      tokenEndpoint: `${issuer}/token`,
      keyPairEndpoint: `${issuer}/key-pair`,
    };
  }

  #at(gateway: AccessGateway, signal: AbortSignal): GatewayManagement {
    requireOutputs(gateway, OUTPUTS);
    signal.throwIfAborted();
    return new GatewayManagement(this.#management, gateway, signal);
  }

  /** While nobody else changes the subscription's keys anywhere. */
  #withKeys<Result>(
    management: GatewayManagement,
    { subscriptionId }: Pick<Grant, 'subscriptionId'>,
    options: Parameters<typeof GrantKeys.use>[2],
    perform: (keys: GrantKeys) => Promise<Result>,
  ): Promise<Result> {
    return management.explained(() =>
      GrantKeys.use(management, subscriptionId, options, perform),
    );
  }
}
