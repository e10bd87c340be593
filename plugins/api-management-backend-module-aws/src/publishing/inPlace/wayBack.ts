import { ConflictError } from '@backstage/errors';
import type { InPlaceApi } from './InPlaceApi';
import type { Found } from './lookAt';
import { othersOf } from './records';
import type { RestorationTarget } from './restoration';

/** To what an API goes back when a product leaves it; undefined while another one has it in place. @throws ConflictError */
export async function wayBack(
  api: InPlaceApi,
  { record, deployed, stage }: Found,
  productId: string,
): Promise<RestorationTarget | undefined> {
  const known = record?.stages[api.at.stage];
  if (!record || !known || othersOf(known, productId).length > 0) {
    return undefined;
  }
  const isLast = Object.keys(record.stages).length === 1;
  const { deploymentId } = known.before;
  const isWayBack =
    deploymentId !== null &&
    deployed?.description === api.deploymentDescription &&
    (await api.readDeployment(deploymentId)) !== undefined;
  if (!isLast && !isWayBack && stage && stage.deploymentId !== deploymentId) {
    throw new ConflictError(
      `The stage ${api.at.stage} of the API ${
        api.at.apiId
      } was deployed by its owner since, and stages ${Object.keys(
        record.stages,
      ).join(
        ', ',
      )} of it are in place; take these back first, and this one last.`,
    );
  }
  return {
    url: urlOf(api),
    stage: known.before,
    api: isLast ? record.before : undefined,
    isForgotten: isLast,
    isWayBack,
  };
}

/** For people, of an API whose address is not at hand. */
export function urlOf({ at }: InPlaceApi): string {
  return `${at.account.alias}, ${at.region}: ${at.apiId}/${at.stage}`;
}
