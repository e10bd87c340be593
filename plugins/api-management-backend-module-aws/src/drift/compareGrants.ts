import { isDeepStrictEqual } from 'node:util';
import type { DriftFinding } from '@oaf/backstage-plugin-api-management-node';
import type { Grant } from '@oaf/contract';
import type { KeyFaults } from './compareDedicatedKeys';
import type { HeldGrant, HeldState } from './readTable';

const refsOf = ({ subscriptionId, productId }: Grant) => ({
  subscriptionId,
  productId,
});

/** A key of KMS is compared where it is. */
function withoutKey(grant: unknown): Record<string, unknown> {
  const { dedicatedKey, ...rest } = (grant ?? {}) as Partial<Grant>;
  return { ...rest, ...(dedicatedKey && { dedicatedKey: {} }) };
}

/** What of a grant is other; no values, as hashes are among them. */
function faults(wanted: Grant, { grant }: HeldGrant): string[] {
  const held = withoutKey(grant);
  return Object.keys({ ...wanted, ...held }).filter(
    field => !isDeepStrictEqual(held[field], withoutKey(wanted)[field]),
  );
}

function compareGrant(
  wanted: Grant,
  state: HeldState,
  keyFaults: KeyFaults,
): DriftFinding[] {
  const { clientId, subscriptionId, revision } = wanted;
  const held = state.grants.get(clientId);
  const finding = (
    difference: DriftFinding['difference'],
    detail: string,
  ): DriftFinding => ({
    kind: 'grant',
    difference,
    subject: clientId,
    detail,
    ...refsOf(wanted),
    held: held && { clientId, revision: held.revision },
  });
  if (!held) {
    return [
      finding(
        'missing',
        `The gateway should hold the grant of ${wanted.applicationName} and holds none, so it refuses all calls of the subscription.`,
      ),
    ];
  }
  const others = faults(wanted, held);
  if (held.revision !== revision && !others.includes('revision')) {
    others.push('revision');
  }
  if (state.clients.get(subscriptionId) !== clientId) {
    others.push('client');
  }
  others.push(...(keyFaults.get(clientId) ?? []));
  return others.length > 0
    ? [
        finding(
          'changed',
          `The grant of ${
            wanted.applicationName
          } that the gateway holds is other than it should be: ${others
            .sort()
            .join(', ')}.`,
        ),
      ]
    : [];
}

/** A grant that nobody gave lets its holder call. */
function foreignGrant({ clientId, revision, grant }: HeldGrant): DriftFinding {
  const { subscriptionId, productId } = (grant ?? {}) as Partial<Grant>;
  return {
    kind: 'grant',
    difference: 'foreign',
    subject: clientId.slice(0, 200),
    detail: `The gateway holds a grant for the client ${clientId}, which no subscription has. Whoever is this client can call.`,
    subscriptionId:
      typeof subscriptionId === 'string' ? subscriptionId : undefined,
    productId: typeof productId === 'string' ? productId : undefined,
    held: { clientId, revision },
  };
}

export function compareGrants(
  wanted: Grant[],
  state: HeldState,
  keyFaults: KeyFaults,
): DriftFinding[] {
  const clients = new Set(wanted.map(({ clientId }) => clientId));
  return [
    ...wanted.flatMap(grant => compareGrant(grant, state, keyFaults)),
    ...[...state.grants.values()]
      .filter(({ clientId }) => !clients.has(clientId))
      .map(foreignGrant),
  ];
}
