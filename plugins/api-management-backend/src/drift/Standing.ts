import type { Transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { CredentialStore } from '../credentials/CredentialStore';
import type {
  GrantTargetStore,
  HeldSubscription,
} from '../provisioning/GrantTargetStore';
import type {
  PublicationStore,
  StoredPublication,
} from '../publications/PublicationStore';
import type { Judge } from './FindingStore';

/** What the tables want of one gateway at an instant, and how far that is. */
export type Standing = {
  subscriptions: Map<string, HeldSubscription>;
  publications: Map<string, StoredPublication>;
};

type Stores = {
  grantTargetStore: GrantTargetStore;
  publicationStore: PublicationStore;
};

export async function readStanding(
  gatewayId: string,
  { grantTargetStore, publicationStore }: Stores,
  trx?: Transaction,
): Promise<Standing> {
  const subscriptions = await grantTargetStore.listAt(gatewayId, trx);
  const publications = await publicationStore.listByGateway(gatewayId, trx);
  return {
    subscriptions: new Map(
      subscriptions.map(one => [one.subscriptionId, one] as const),
    ),
    publications: new Map(publications.map(one => [one.id, one] as const)),
  };
}

export const isSettled = ({ desired, applied }: HeldSubscription) =>
  desired === applied;

/** One that fails again and again stands still as well. */
const isMoving = (one: HeldSubscription) =>
  !isSettled(one) && one.attempts === 0;

export const isAtRest = ({ state }: StoredPublication) =>
  state === 'published' || state === 'failed';

/** What a comparison was told to expect; of everything else it may not judge. */
export type Expected = {
  subscriptionIds: Set<string>;
  /** Products that are served, of which it could not be told how. */
  untold: Set<string>;
};

function hasMoved(id: string, before: Standing, after: Standing): boolean {
  const was = before.subscriptions.get(id);
  const is = after.subscriptions.get(id);
  return (
    was?.desired !== is?.desired ||
    was?.applied !== is?.applied ||
    (is !== undefined && isMoving(is))
  );
}

function hasDoorMoved(before: Standing, after: Standing): boolean {
  const ids = [...before.publications.keys(), ...after.publications.keys()];
  return ids.some(id => {
    const was = before.publications.get(id);
    const is = after.publications.get(id);
    return was?.fence !== is?.fence || !is || !isAtRest(is);
  });
}

const DOOR = ['route', 'stage', 'authorizer', 'access-log'];

/**
 * Judges only of what nobody changed while it was compared: everything else is as it was then, or as it is now, or
 * neither.
 *
 * @param ownerOf - subscriptions by credential, of keys that are called like ours
 */
export function judgeOf(
  expected: Expected,
  standing: { before: Standing; after: Standing },
  ownerOf: Map<string, string>,
): Judge {
  const { before, after } = standing;
  const all = [
    ...before.subscriptions.values(),
    ...after.subscriptions.values(),
  ];
  const isHere = (id: string) => all.some(one => one.subscriptionId === id);
  const mayJudgeOf = (id: string) =>
    !isHere(id) ||
    (expected.subscriptionIds.has(id) && !hasMoved(id, before, after));
  const doorMoved = hasDoorMoved(before, after);
  return ({ kind, productId, subscriptionId, credentialId, held }) => {
    if (DOOR.includes(kind)) {
      return !doorMoved && !(productId && expected.untold.has(productId));
    }
    const ofClient = all.find(one => one.clientId === held?.clientId);
    const ids = [
      subscriptionId,
      ofClient?.subscriptionId,
      credentialId && ownerOf.get(credentialId),
    ].filter(id => id !== undefined);
    const ofPlan =
      kind === 'usage-plan'
        ? all.filter(one => one.productId === productId)
        : [];
    return (
      ids.filter(id => id !== '').every(id => mayJudgeOf(id!)) &&
      !ofPlan.some(one => hasMoved(one.subscriptionId, before, after))
    );
  };
}

/** Subscriptions of credentials that findings name. */
export async function ownersOf(
  found: { credentialId?: string }[],
  credentials: CredentialStore,
): Promise<Map<string, string>> {
  const ids = found.flatMap(({ credentialId }) => credentialId ?? []);
  return ids.length > 0 ? credentials.subscriptionsOf(ids) : new Map();
}
