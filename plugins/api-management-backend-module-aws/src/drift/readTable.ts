import {
  type Item,
  readNumber,
  readText,
  type Table,
  text,
} from '@oaf/access/aws';
import { type HeldKey, toHeldKeys } from '../access/HeldKeys';
import { STAGE_ROW } from '../publishing/Publications';

/** A grant as the gateway holds it: what is in its row, whatever that is. */
export type HeldGrant = {
  clientId: string;
  revision: number;
  /** Undefined when it cannot be read. */
  grant: unknown;
};

export type HeldPlan = {
  id: string | null;
  /** Null in rows of before APIs could be in place. */
  stages: string[] | null;
};

/** What is in the gateway's table of grants and of what was made for them. */
export type HeldState = {
  grants: Map<string, HeldGrant>;
  /** Client by subscription: what finds a grant by its subscription. */
  clients: Map<string, string>;
  /** By subscription. */
  keys: Map<string, HeldKey[]>;
  /** Usage plans by the plan's name; without an id when one is just being made or removed. */
  plans: Map<string, HeldPlan>;
  /** The deployment that was made last. */
  deploymentId: string | undefined;
};

/** By what rows begin, and how each is taken in. */
const readers: Record<
  string,
  (state: HeldState, name: string, row: Item) => void
> = {
  'client#': (state, clientId, row) => {
    const grant = readText(row, 'grant');
    if (grant !== null) {
      state.grants.set(clientId, {
        clientId,
        revision: readNumber(row, 'revision') ?? 0,
        grant: parsed(grant),
      });
    }
  },
  'subscription#': (state, id, row) =>
    void state.clients.set(id, readText(row, 'clientId') ?? ''),
  'objects#subscription#': (state, id, row) =>
    void state.keys.set(id, toHeldKeys(row)),
  'objects#usage-plan#': (state, name, row) =>
    void state.plans.set(name, {
      id: readText(row, 'usagePlanId'),
      stages: readText(row, 'stages')?.split(' ').filter(Boolean) ?? null,
    }),
  [STAGE_ROW]: (state, _, row) => {
    state.deploymentId = readText(row, 'deploymentId') ?? undefined;
  },
};

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

type Page = { Items: Item[]; LastEvaluatedKey?: Item };

/** All of it, page by page: among the rows are many that are none of these. */
export async function readTable(table: Table): Promise<HeldState> {
  const state: HeldState = {
    grants: new Map(),
    clients: new Map(),
    keys: new Map(),
    plans: new Map(),
    deploymentId: undefined,
  };
  const prefixes = Object.keys(readers);
  let ExclusiveStartKey: Item | undefined;
  do {
    const page: Page = await table.call<Page>('Scan', {
      TableName: table.name,
      ConsistentRead: true,
      ExclusiveStartKey,
      FilterExpression: prefixes
        .map((_, index) => `begins_with(pk, :p${index})`)
        .join(' OR '),
      ExpressionAttributeValues: Object.fromEntries(
        prefixes.map((prefix, index) => [`:p${index}`, text(prefix)]),
      ),
    });
    page.Items.forEach(row => take(state, row));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return state;
}

function take(state: HeldState, row: Item) {
  const pk = readText(row, 'pk') ?? '';
  const prefix = Object.keys(readers).find(one => pk.startsWith(one));
  if (prefix) {
    readers[prefix](state, pk.slice(prefix.length), row);
  }
}
