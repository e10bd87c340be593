import { transaction } from '@oaf/backstage-plugin-api-management-node/database';
import type { Knex } from 'knex';
import { inChunks } from '../../database/inChunks';
import { type PageRequest, readPage } from '../../database/page';
import type {
  ComparedPlace,
  CompletenessStore,
  Gap,
  GapFilter,
  PlaceCounts,
} from './CompletenessStore';
import { type LoggedPlace, placeId } from './LoggedCount';
import { addPlaces, byKey, missing } from './loggedQueries';

const HOUR_MS = 3_600_000;

type Row = { [column: string]: any };

const sortFields = {
  hour: 'usage_completeness.hour',
  missing: 'usage_completeness.missing',
};

const toLogged = (row: Row): LoggedPlace & { source: string } => ({
  source: row.source,
  accountId: row.account_id,
  region: row.region,
  apiId: row.api_id,
  stage: row.stage,
});

const toPlace = (row: Row): ComparedPlace => ({
  ...toLogged(row),
  id: row.id,
  comparedFrom: Number(row.compared_from),
  comparedUntil: Number(row.compared_until),
  problem: row.problem,
});

const toGap = (row: Row): Gap => ({
  ...toLogged(row),
  placeId: row.place_id,
  hour: Number(row.hour),
  logged: Number(row.logged),
  counted: Number(row.counted),
  missing: Number(row.missing),
});

export class DatabaseCompletenessStore implements CompletenessStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async compared(
    source: string,
    places: LoggedPlace[],
    now: number,
  ): Promise<ComparedPlace[]> {
    const ids = new Set(places.map(at => placeId(source, at)));
    const next = Math.ceil(now / HOUR_MS) * HOUR_MS;
    return transaction(this.#knex, async trx => {
      await addPlaces(trx, source, places);
      const rows: Row[] = await trx('usage_places').where({ source });
      const isNew = (row: Row) => row.compared_until === null;
      const added = rows.filter(row => ids.has(row.id) && isNew(row));
      const gone = rows.filter(row => !ids.has(row.id) && !isNew(row));
      const change = async (changed: Row[], hour: number | null) => {
        for (const chunk of inChunks(changed.map(({ id }) => id))) {
          await trx('usage_places').whereIn('id', chunk).update({
            compared_from: hour,
            compared_until: hour,
            problem: null,
          });
        }
      };
      await change(added, next);
      await change(gone, null);
      return rows
        .filter(row => ids.has(row.id))
        .map(row =>
          toPlace(
            isNew(row)
              ? { ...row, compared_from: next, compared_until: next }
              : row,
          ),
        );
    });
  }

  async record(place: ComparedPlace, counts: PlaceCounts): Promise<void> {
    const { id } = place;
    const { from, to, calls, tolerance } = counts;
    const rows = [...calls]
      .filter(([hour]) => hour >= from && hour < to)
      .map(([hour, counted]) => ({
        place_id: id,
        hour,
        counted,
        tolerated: Math.ceil(counted * tolerance),
      }))
      .sort(byKey);
    await transaction(this.#knex, async trx => {
      const range = () =>
        trx('usage_completeness')
          .where({ place_id: id })
          .where('hour', '>=', from)
          .where('hour', '<', to);
      await range().update({ counted: 0, tolerated: 0 });
      for (const chunk of inChunks(rows)) {
        await trx('usage_completeness')
          .insert(chunk)
          .onConflict(['place_id', 'hour'])
          .merge(['counted', 'tolerated']);
      }
      await range().update({ missing: missing(trx) });
      await trx('usage_places')
        .where({ id })
        .where('compared_until', '<', to)
        .update({ compared_until: to });
      await trx('usage_places').where({ id }).update({ problem: null });
    });
  }

  async noteProblem(placeIds: string[], problem: string): Promise<void> {
    for (const chunk of inChunks(placeIds)) {
      await this.#knex('usage_places').whereIn('id', chunk).update({ problem });
    }
  }

  async places(placeIds?: string[]): Promise<ComparedPlace[]> {
    const query = this.#knex('usage_places')
      .whereNotNull('compared_until')
      .orderBy(['source', 'account_id', 'region', 'api_id', 'stage']);
    if (placeIds) {
      query.whereIn('id', placeIds);
    }
    const rows: Row[] = await query;
    return rows.map(toPlace);
  }

  async listGaps(filter: GapFilter, page: PageRequest) {
    const { items, totalItems } = await readPage<Row>(
      this.#gaps(filter),
      page,
      {
        columns: sortFields,
        default: 'hour:desc',
        idColumn: 'usage_completeness.place_id',
        select: ['usage_places.*', 'usage_completeness.*'],
      },
    );
    return { items: items.map(toGap), totalItems };
  }

  async sumGaps(filter: GapFilter) {
    const [row]: Row[] = await this.#gaps(filter)
      .sum({ calls: 'usage_completeness.missing' })
      .countDistinct({ hours: 'usage_completeness.hour' });
    return { calls: Number(row.calls ?? 0), hours: Number(row.hours) };
  }

  #gaps({ placeIds, from, to }: GapFilter) {
    const query = this.#knex('usage_completeness')
      .join('usage_places', 'usage_places.id', 'usage_completeness.place_id')
      .where('usage_completeness.missing', '>', 0)
      .where('usage_completeness.hour', '>=', from)
      .where('usage_completeness.hour', '<', to);
    return placeIds ? query.whereIn('usage_places.id', placeIds) : query;
  }
}
