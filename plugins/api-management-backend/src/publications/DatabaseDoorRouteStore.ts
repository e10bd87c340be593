import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import type { DoorRoute, DoorRouteStore } from './DoorRouteStore';

export class DatabaseDoorRouteStore implements DoorRouteStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async remember(routes: DoorRoute[]): Promise<void> {
    for (const route of routes) {
      await this.#knex('door_routes')
        .insert(toRow(route))
        .onConflict('id')
        .merge(['gateway_api_id']);
    }
  }

  async list(source: string): Promise<DoorRoute[]> {
    const rows = await this.#knex('door_routes').where({ source });
    return rows.map(row => ({
      source,
      accountId: row.account_id,
      region: row.region,
      apiId: row.api_id,
      stage: row.stage,
      basePath: row.base_path,
      gatewayApiId: row.gateway_api_id,
    }));
  }
}

function toRow({ gatewayApiId, ...at }: DoorRoute) {
  const { source, accountId, region, apiId, stage, basePath } = at;
  const place = [source, accountId, region, apiId, stage, basePath];
  return {
    // All of it together is longer than a key may be.
    id: createHash('sha256').update(JSON.stringify(place)).digest('hex'),
    source,
    account_id: accountId,
    region,
    api_id: apiId,
    stage,
    base_path: basePath,
    gateway_api_id: gatewayApiId,
  };
}
