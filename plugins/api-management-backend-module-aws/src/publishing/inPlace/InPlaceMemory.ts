import { DynamoDbProtectedApis, type Table } from '@oaf/access/aws';
import type {
  ApiInPlace,
  Publication,
  PublishedRoute,
} from '@oaf/backstage-plugin-api-management-node';
import type { InPlaceApi } from './InPlaceApi';
import type { InPlaceRecord } from './InPlaceRecord';
import {
  InPlaceRecords,
  isSameStage,
  type PlacedStage,
} from './InPlaceRecords';
import type { Found } from './lookAt';
import { othersOf, withStage } from './records';

export const isInPlace = ({ location }: PublishedRoute) =>
  location === 'in-place';

export const toPlaced = ({ account, ...at }: ApiInPlace): PlacedStage => ({
  accountLinkId: account.id,
  region: at.region,
  apiId: at.apiId,
  stage: at.stage,
});

/** What the gateway's table says of APIs in place: what they were, by which products, and where the authorizer finds them. */
export class InPlaceMemory {
  readonly records: InPlaceRecords;
  readonly #protected: DynamoDbProtectedApis;

  constructor(table: Table) {
    this.records = new InPlaceRecords(table);
    this.#protected = new DynamoDbProtectedApis(table);
  }

  /** Before anything is changed. */
  async remember(
    productId: string,
    what: { api: InPlaceApi; record: InPlaceRecord; url: string },
  ) {
    const { api, record, url } = what;
    const placed = toPlaced(api.at);
    const others = await this.#othersThan(placed, productId);
    await this.records.writeListOf(productId, [...others, placed]);
    await this.records.write(api.at, record);
    await this.#protected.put(api.stageArn, url);
  }

  async noteServed(api: InPlaceApi, record: InPlaceRecord, before: Found) {
    const { stage } = api.at;
    const deployed = await api.findDeployedSince(
      record.stages[stage].before.deploymentId ?? '',
    );
    const deploymentId =
      deployed?.id ?? before.record?.stages[stage]?.deploymentId;
    const served = { ...record.stages[stage], isServed: true, deploymentId };
    await this.records.write(api.at, withStage(record, stage, served));
  }

  /** After it was taken back; while another product has it, only that this one had it. */
  async forget(api: InPlaceApi, productId: string): Promise<void> {
    const record = await this.records.find(api.at);
    const { stage } = api.at;
    const known = record?.stages[stage];
    const products = known ? othersOf(known, productId) : [];
    if (products.length === 0) {
      await this.#protected.remove(api.stageArn);
    }
    if (record && known) {
      const left = products.length > 0 ? { ...known, products } : undefined;
      await this.records.write(api.at, withStage(record, stage, left));
    }
  }

  /** Stages that the product has in place, or was about to, and that are no part of the publication. */
  async unwanted({ productId, routes }: Publication): Promise<PlacedStage[]> {
    const wanted = routes.filter(isInPlace).map(({ api }) => toPlaced(api));
    const stages = await this.records.listOf(productId);
    return stages.filter(
      stage => !wanted.some(other => isSameStage(stage, other)),
    );
  }

  async unlist(productId: string, stage: PlacedStage): Promise<void> {
    const others = await this.#othersThan(stage, productId);
    await this.records.writeListOf(productId, others);
  }

  async #othersThan(stage: PlacedStage, productId: string) {
    const known = await this.records.listOf(productId);
    return known.filter(other => !isSameStage(stage, other));
  }
}
