import { createHash } from 'node:crypto';
import { getItem, readText, type Table, text, writeIf } from '@oaf/access/aws';
import type { Publication } from '@oaf/backstage-plugin-api-management-node';

/** What is served of a product, or was about to be. */
export type Published = {
  productId: string;
  /** Of the publication that is served; undefined until one is. */
  digest?: string;
  /** What the stage served before the deployment that was begun last. */
  formerDeploymentId?: string;
};

export const STAGE_ROW = 'objects#stage';

const rowOf = (basePath: string) => `objects#publication#${basePath}`;

/** Tells publications apart that are served differently. */
export function digestOf({ productId, routes }: Publication): string {
  const served = routes.map(({ path, api }) => [path, api.url]).sort();
  return createHash('sha256')
    .update(JSON.stringify([productId, served]))
    .digest('hex');
}

/** Which product has which base path, in rows of the gateway's table. */
export class Publications {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async find(basePath: string): Promise<Published | undefined> {
    const row = await getItem(this.#table, rowOf(basePath));
    return (
      row && {
        productId: readText(row, 'productId')!,
        digest: readText(row, 'digest') ?? undefined,
        formerDeploymentId: readText(row, 'formerDeploymentId') ?? undefined,
      }
    );
  }

  /** Before anything is made there. @returns false when another product has it */
  async claim({ productId, basePath }: Publication): Promise<boolean> {
    return this.#update(basePath, 'SET productId = :product', {
      ':product': productId,
    });
  }

  async beginDeployment(
    { productId, basePath }: Publication,
    formerDeploymentId: string,
  ): Promise<void> {
    await this.#update(basePath, 'SET formerDeploymentId = :former', {
      ':product': productId,
      ':former': formerDeploymentId,
    });
  }

  /** The deployment that the stage should serve: the one that was made last; undefined while none was. */
  async findServed(): Promise<string | undefined> {
    const row = await getItem(this.#table, STAGE_ROW);
    return (row && readText(row, 'deploymentId')) ?? undefined;
  }

  async noteServed(
    publication: Publication,
    deploymentId: string,
  ): Promise<void> {
    const { productId, basePath, routes } = publication;
    await this.#table.call('PutItem', {
      TableName: this.#table.name,
      Item: { pk: text(STAGE_ROW), deploymentId: text(deploymentId) },
    });
    if (routes.length === 0) {
      await this.release(publication);
      return;
    }
    await this.#update(basePath, 'SET digest = :digest', {
      ':product': productId,
      ':digest': digestOf(publication),
    });
  }

  /** Nothing is served there, and its path is free. */
  async release({ productId, basePath }: Publication): Promise<void> {
    await writeIf(
      this.#table.call('DeleteItem', {
        TableName: this.#table.name,
        Key: { pk: text(rowOf(basePath)) },
        ConditionExpression: 'productId = :product',
        ExpressionAttributeValues: { ':product': text(productId) },
      }),
    );
  }

  #update(
    basePath: string,
    UpdateExpression: string,
    values: Record<string, string>,
  ): Promise<boolean> {
    return writeIf(
      this.#table.call('UpdateItem', {
        TableName: this.#table.name,
        Key: { pk: text(rowOf(basePath)) },
        UpdateExpression,
        ConditionExpression:
          'attribute_not_exists(productId) OR productId = :product',
        ExpressionAttributeValues: Object.fromEntries(
          Object.entries(values).map(([key, value]) => [key, text(value)]),
        ),
      }),
    );
  }
}
