import {
  GetApiKeyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-api-gateway';
import { ConflictError } from '@backstage/errors';
import type {
  AccessGateway,
  DesiredState,
  DriftFinding,
  GatewayDrift,
  Publication,
} from '@oaf/backstage-plugin-api-management-node';
import { keyPlacesOf } from '../access/KeyPlace';
import { requireOutputs } from '../access/requireOutputs';
import { keyTags } from '../access/tags';
import type { Grant } from '@oaf/contract';
import { GatewayManagement } from '../management/GatewayManagement';
import type { Management } from '../management/Management';
import { unless } from '../management/unless';
import { OUTPUTS } from '../publishing/FrontDoorPublishing';
import { compareInPlace } from './compareInPlace';
import { isInPlace } from '../publishing/inPlace/InPlaceMemory';
import { compareDoor } from './compareDoor';
import { compareGrants } from './compareGrants';
import { compareKeys } from './compareKeys';
import { comparePlans, wantedPlans } from './comparePlans';
import { readPlans } from './readPlans';
import { readTable } from './readTable';

/** What became other at gateways that were deployed: in API Gateway, and in their table. */
export class AwsGatewayDrift implements GatewayDrift {
  readonly #management: Management;

  constructor(management: Management) {
    this.#management = management;
  }

  async compare(
    gateway: AccessGateway,
    { grants, publications }: DesiredState,
    { signal }: { signal: AbortSignal },
  ): Promise<DriftFinding[]> {
    requireOutputs(gateway, OUTPUTS);
    signal.throwIfAborted();
    const management = new GatewayManagement(
      this.#management,
      gateway,
      signal,
      gateway,
      'sweep',
    );
    return management.explained(async () => {
      const plans = await readPlans(management);
      // After the plans: whatever is made is noted before.
      const state = await readTable(management.table);
      const found = { plans, state, gateway };
      const keyed = grants.filter(hasKeysAt(gateway, publications));
      return [
        ...compareGrants(grants, state),
        ...comparePlans(wantedPlans(keyed), found),
        ...(await compareKeys(keyed, found, management)),
        ...(await compareDoor(publications, management, state.deploymentId)),
        ...(await compareInPlace(publications, management)),
      ];
    });
  }

  async adoptKey(
    gateway: AccessGateway,
    key: { keyId: string; subscriptionId: string; credentialId: string },
    { signal }: { signal: AbortSignal },
  ): Promise<string> {
    const management = new GatewayManagement(this.#management, gateway, signal);
    const { partition } = gateway.account;
    return management.explained(async () => {
      // The role may read keys of ours only.
      await management.send(
        new TagResourceCommand({
          resourceArn: `arn:${partition}:apigateway:${gateway.region}::/apikeys/${key.keyId}`,
          tags: keyTags(gateway, key),
        }),
      );
      const found = await unless(
        'NotFoundException',
        management.send(
          new GetApiKeyCommand({ apiKey: key.keyId, includeValue: true }),
        ),
      );
      if (!found?.value) {
        throw new ConflictError(
          `The API key ${key.keyId} is not there any more. Compare the gateway again.`,
        );
      }
      return found.value;
    });
  }
}

/** Whether a grant has keys in the gateway's own account and region; of a product that is in place elsewhere, it has none. */
function hasKeysAt(gateway: AccessGateway, publications: Publication[]) {
  return (grant: Grant) => {
    const publication = publications.find(
      ({ productId }) => productId === grant.productId,
    );
    const inPlace = (publication?.routes ?? [])
      .filter(isInPlace)
      .map(({ api }) => api);
    const [own] = keyPlacesOf(gateway, grant, inPlace);
    return publication !== undefined && own.stages.length > 0;
  };
}
