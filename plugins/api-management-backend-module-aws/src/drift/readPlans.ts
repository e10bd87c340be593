import {
  GetUsagePlanKeysCommand,
  type GetUsagePlanKeysCommandOutput,
  GetUsagePlansCommand,
  type GetUsagePlansCommandOutput,
  type UsagePlan,
} from '@aws-sdk/client-api-gateway';
import { frontDoorStage, type KeyPlace, stageText } from '../access/KeyPlace';
import { isNamedBy, stagesOf } from '../access/UsagePlans';
import type { GatewayManagement } from '../management/GatewayManagement';
import { unless } from '../management/unless';

/** A key in a usage plan: what tells it apart. */
export type PlanKey = { id: string; name: string };

/** A usage plan and the keys in it; those of others are not looked into. */
export type FoundPlan = UsagePlan & {
  id: string;
  isOurs: boolean;
  keys: PlanKey[];
};

/** What is of interest of a place, and how many plans there are in all. */
export type ReadPlans = { plans: FoundPlan[]; count: number };

const PAGE = 500;

/** All at a place that this gateway made, or that are at its stage or at stages of APIs in place there. */
export async function readPlans(
  management: GatewayManagement,
  place: KeyPlace,
): Promise<ReadPlans> {
  const { gateway } = management;
  const stages = [frontDoorStage(gateway), ...place.stages].map(stageText);
  const found: FoundPlan[] = [];
  const all = await listPlans(management);
  for (const plan of all) {
    const isOurs =
      plan.tags?.['oaf:managed'] === 'true' &&
      plan.tags['oaf:installation'] === gateway.installation &&
      isNamedBy(gateway, plan);
    if (isOurs || stagesOf(plan).some(stage => stages.includes(stage))) {
      const id = plan.id!;
      const keys = isOurs ? await listKeys(management, id) : [];
      found.push({ ...plan, id, isOurs, keys });
    }
  }
  return { plans: found, count: all.length };
}

async function listPlans(management: GatewayManagement): Promise<UsagePlan[]> {
  const plans: UsagePlan[] = [];
  let position: string | undefined;
  do {
    const page: GetUsagePlansCommandOutput = await management.send(
      new GetUsagePlansCommand({ limit: PAGE, position }),
    );
    plans.push(...(page.items ?? []));
    position = page.position;
  } while (position);
  return plans;
}

/** None of a plan that is being removed. What comes with them of values is left where it is. */
async function listKeys(
  management: GatewayManagement,
  usagePlanId: string,
): Promise<PlanKey[]> {
  const keys: PlanKey[] = [];
  let position: string | undefined;
  do {
    const page: GetUsagePlanKeysCommandOutput | undefined = await unless(
      'NotFoundException',
      management.send(
        new GetUsagePlanKeysCommand({ usagePlanId, limit: PAGE, position }),
      ),
    );
    page?.items?.forEach(({ id = '', name = '' }) => keys.push({ id, name }));
    position = page?.position;
  } while (position);
  return keys;
}
