import {
  GetApiKeyCommand,
  TagResourceCommand,
} from '@aws-sdk/client-api-gateway';
import { ConflictError } from '@backstage/errors';
import type {
  AccessGateway,
  DesiredState,
  GatewayComparison,
  GatewayDrift,
} from '@oaf/backstage-plugin-api-management-node';
import { parsePlaceName } from '../access/KeyPlace';
import { requireOutputs } from '../access/requireOutputs';
import { keyTags } from '../access/tags';
import { GatewayManagement } from '../management/GatewayManagement';
import type { Management } from '../management/Management';
import { unless } from '../management/unless';
import { OUTPUTS } from '../publishing/FrontDoorPublishing';
import { compareInPlace } from './compareInPlace';
import { compareDedicatedKeys } from './compareDedicatedKeys';
import { compareDoor } from './compareDoor';
import { compareGrants } from './compareGrants';
import { compareKeys } from './compareKeys';
import { comparePlans, wantedPlans } from './comparePlans';
import { countResources } from './countResources';
import { keyedPlaces } from './keyedPlaces';
import { readPlans } from './readPlans';
import { readTable } from './readTable';
import { parseSubject } from './subjects';

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
  ): Promise<GatewayComparison> {
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
      const places = keyedPlaces(gateway, { grants, publications });
      const read = await Promise.all(
        places.map(async ({ place, ...keyed }) => {
          const at = management.at(place);
          return at.explained(async () => {
            const { plans, count } = await readPlans(at, place);
            const counts = await countResources(at, count);
            return { ...keyed, place, at, plans, counts };
          });
        }),
      );
      // After the plans: whatever is made is noted before.
      const state = await readTable(management.table);
      const limited = await Promise.all(
        read.map(async ({ at, place, plans, grants: keyed }) => {
          const found = { plans, state, gateway, place };
          return [
            ...comparePlans(wantedPlans(keyed), found),
            ...(await at.explained(() => compareKeys(keyed, found, at))),
          ];
        }),
      );
      const findings = [
        ...compareGrants(
          grants,
          state,
          await compareDedicatedKeys(grants, state, management),
        ),
        ...limited.flat(),
        ...(await compareDoor(publications, management, state.deploymentId)),
        ...(await compareInPlace(publications, management)),
      ];
      return { findings, counts: read.flatMap(({ counts }) => counts) };
    });
  }

  async adoptKey(
    gateway: AccessGateway,
    key: { keyId: string; subscriptionId: string; credentialId: string },
    { signal }: { signal: AbortSignal },
  ): Promise<string> {
    const [apiKey, placeName] = parseSubject(key.keyId);
    const place = await findPlace(gateway, placeName);
    const { account, region } = place;
    const management = new GatewayManagement(
      this.#management,
      gateway,
      signal,
    ).at(place);
    return management.explained(async () => {
      // The role may read keys of ours only.
      await management.send(
        new TagResourceCommand({
          resourceArn: `arn:${account.partition}:apigateway:${region}::/apikeys/${apiKey}`,
          tags: keyTags(gateway, key),
        }),
      );
      const found = await unless(
        'NotFoundException',
        management.send(new GetApiKeyCommand({ apiKey, includeValue: true })),
      );
      if (!found?.value) {
        throw new ConflictError(
          `The API key ${apiKey} is not there any more. Compare the gateway again.`,
        );
      }
      return found.value;
    });
  }
}

/** Account and region in which a key of that name is. */
async function findPlace(gateway: AccessGateway, name: string) {
  if (name === '') {
    return gateway;
  }
  const { accountLinkId, region } = parsePlaceName(name);
  const account = await gateway.findAccount(accountLinkId);
  if (!account) {
    throw new ConflictError(
      'The account of the API key is not linked any more. Compare the gateway again.',
    );
  }
  return { account, region };
}
