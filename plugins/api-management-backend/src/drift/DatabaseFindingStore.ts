import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import {
  currentDriftStates,
  nextState,
  driftStates,
} from '@oaf/backstage-plugin-api-management-common';
import type { DriftFinding } from '@oaf/backstage-plugin-api-management-node';
import {
  transaction,
  type Transaction,
} from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import { applyVisibility } from '../database/applyVisibility';
import {
  countBy,
  readPage,
  whereContains,
  type PageRequest,
} from '../database/page';
import { productColumns } from '../products/productColumns';
import {
  type FindingRow,
  seenColumns,
  subjectKey,
  toFinding,
} from './findingRows';
import type {
  FindingDecision,
  FindingFilter,
  FindingStore,
  FindingVisibility,
  Judge,
  StoredFinding,
} from './FindingStore';

const order = {
  columns: {
    firstSeenAt: 'drift_findings.first_seen_at',
    lastSeenAt: 'drift_findings.last_seen_at',
    kind: 'drift_findings.kind',
  },
  default: 'firstSeenAt:desc',
  idColumn: 'drift_findings.id',
  select: 'drift_findings.*',
};

const BACK =
  'The repair came to its end, and this is still, or again, other than it should be. Where the product is offered, and at the subscription, is said what failed.';

export class DatabaseFindingStore implements FindingStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async list(
    filter: FindingFilter,
    visibility: FindingVisibility,
    page: PageRequest,
  ) {
    const query = this.#visible(visibility);
    narrow(query, filter);
    const rows = await readPage<FindingRow>(query, page, order);
    return { ...rows, items: rows.items.map(toFinding) };
  }

  async find(id: string): Promise<StoredFinding | undefined> {
    const row = await this.#knex('drift_findings').where({ id }).first();
    return row && toFinding(row);
  }

  async countOpen(gatewayIds: string[], visibility: FindingVisibility) {
    const query = this.#visible(visibility)
      .where('drift_findings.state', 'open')
      .whereIn('drift_findings.gateway_id', gatewayIds);
    return countBy(query, 'drift_findings.gateway_id');
  }

  async listRepairing(): Promise<StoredFinding[]> {
    const rows: FindingRow[] = await this.#knex('drift_findings')
      .where({ state: 'repairing' })
      .orderBy('id');
    return rows.map(toFinding);
  }

  async decide(
    { id, state }: Pick<StoredFinding, 'id' | 'state'>,
    decision: FindingDecision,
    perform: (trx: Transaction) => Promise<void> = async () => {},
    within?: Transaction,
  ): Promise<void> {
    await transaction(within ?? this.#knex, async trx => {
      const decided = await trx('drift_findings')
        .where({ id, state })
        .update(decisionColumns(decision));
      if (decided === 0) {
        throw new ConflictError(
          'Something else was decided or seen in this moment; look at it again',
        );
      }
      await perform(trx);
    });
  }

  async record(
    gatewayId: string,
    found: DriftFinding[],
    judgeNow: () => Promise<Judge>,
    trx: Transaction,
  ): Promise<void> {
    const rows: FindingRow[] = await trx('drift_findings')
      .where({ gateway_id: gatewayId })
      .orderBy('id')
      .forUpdate();
    const mayJudge = await judgeNow();
    const known = new Map(rows.map(row => [row.subject_key, row]));
    const seen = new Map(found.map(one => [subjectKey(one), one]));
    for (const [key, finding] of seen) {
      const row = known.get(key);
      const isJudged =
        mayJudge({ ...finding, held: finding.held ?? null }) &&
        (!row || mayJudge(toFinding(row)));
      if (isJudged) {
        await see({ gatewayId, key, finding, row }, trx);
      }
    }
    for (const row of rows) {
      if (!seen.has(row.subject_key) && mayJudge(toFinding(row))) {
        await miss(row, trx);
      }
    }
  }

  /** What is of a product that was deleted is of none. */
  #visible(visibility: FindingVisibility): Knex.QueryBuilder {
    const query = this.#knex('drift_findings').leftJoin(
      'api_products',
      'api_products.id',
      'drift_findings.product_id',
    );
    if (visibility) {
      query.whereNotNull('api_products.id');
      applyVisibility(query, visibility.ofProducts, productColumns);
    }
    return query;
  }
}

function narrow(query: Knex.QueryBuilder, filter: FindingFilter) {
  const states = filter.state?.length ? filter.state : [...currentDriftStates];
  query.whereIn('drift_findings.state', states);
  if (filter.kind?.length) {
    query.whereIn('drift_findings.kind', filter.kind);
  }
  if (filter.difference) {
    query.where('drift_findings.difference', filter.difference);
  }
  if (filter.gatewayId) {
    query.where('drift_findings.gateway_id', filter.gatewayId);
  }
  if (filter.productId) {
    query.where('drift_findings.product_id', filter.productId);
  }
  if (filter.gatewayApiId) {
    narrowToApi(query, filter.gatewayApiId);
  }
  if (filter.search) {
    const columns = ['drift_findings.detail', 'api_products.title'];
    whereContains(query, columns, filter.search);
  }
}

function narrowToApi(query: Knex.QueryBuilder, gatewayApiId: string) {
  query.where(either =>
    either
      .where('drift_findings.gateway_api_id', gatewayApiId)
      .orWhere(ofProduct =>
        ofProduct
          .whereNull('drift_findings.gateway_api_id')
          .whereIn('drift_findings.product_id', inner =>
            inner
              .select('product_id')
              .from('api_product_gateway_apis')
              .where({ gateway_api_id: gatewayApiId }),
          ),
      ),
  );
}

function decisionColumns({
  state,
  decidedBy,
  reason = null,
  adopted,
}: FindingDecision) {
  return {
    state,
    decided_by: decidedBy,
    decided_at: Date.now(),
    reason,
    failure: null,
    ...(adopted && {
      subscription_id: adopted.subscriptionId,
      credential_id: adopted.credentialId,
    }),
  };
}

const undecided = {
  decided_by: null,
  decided_at: null,
  reason: null,
  failure: null,
};

async function see(
  {
    gatewayId,
    key,
    finding,
    row,
  }: {
    gatewayId: string;
    key: string;
    finding: DriftFinding;
    row: FindingRow | undefined;
  },
  trx: Transaction,
) {
  const now = Date.now();
  const columns = { ...seenColumns(finding), last_seen_at: now };
  if (!row) {
    await trx('drift_findings').insert({
      id: randomUUID(),
      gateway_id: gatewayId,
      subject_key: key,
      state: 'open',
      first_seen_at: now,
      ...columns,
    });
    return;
  }
  const next = stateOfSeen(row, finding);
  const isOver = ['repaired', 'adopted', 'gone'].includes(row.state);
  await trx('drift_findings')
    .where({ id: row.id })
    .update({
      ...columns,
      state: next,
      ...(next === row.state ? {} : undecided),
      ...(row.state === 'repairing' && { failure: BACK }),
      ...(isOver && { first_seen_at: now }),
    });
}

function stateOfSeen(row: FindingRow, { difference, detail }: DriftFinding) {
  const isSame = row.difference === difference && row.detail === detail;
  return row.state === 'ignored' && !isSame
    ? 'open'
    : nextState(driftStates, row.state, 'see') ?? row.state;
}

async function miss({ id, state }: FindingRow, trx: Transaction) {
  const next = nextState(driftStates, state, 'miss');
  if (next) {
    await trx('drift_findings')
      .where({ id })
      .update({ state: next, failure: null });
  }
}
