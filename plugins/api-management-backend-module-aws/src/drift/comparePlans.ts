import { isDeepStrictEqual } from 'node:util';
import type {
  AccessGateway,
  DriftFinding,
} from '@oaf/backstage-plugin-api-management-node';
import type { Grant } from '@oaf/contract';
import { plansOf } from '../access/GrantKeys';
import { frontDoorStage, stageText } from '../access/KeyPlace';
import {
  countedLimits,
  limitsOf,
  type Plan,
  planName,
  stagesOf,
} from '../access/UsagePlans';
import type { FoundPlan } from './readPlans';
import type { HeldState } from './readTable';

type Limits = Grant['limits'];

const inWords = ({ rate, burst, quota }: Limits) =>
  `${rate} calls per second, ${burst} at once, ${
    quota ? `${quota.limit} a ${quota.period}` : 'no quota'
  }`;

/** In the gateway's own account and region. */
export const ownName = (plan: Omit<Plan, 'limits'>) => planName(plan, '');

/** The plans that grants are in, each once. */
export function wantedPlans(grants: Grant[]): Map<string, Plan> {
  return new Map(
    grants.flatMap(plansOf).map(plan => [ownName(plan), plan] as const),
  );
}

function comparePlan(
  plan: Plan,
  found: FoundPlan | undefined,
  stages: string[],
): DriftFinding[] {
  const { productId, planId, limits } = plan;
  const finding = (
    difference: DriftFinding['difference'],
    detail: string,
  ): DriftFinding => ({
    kind: 'usage-plan',
    difference,
    subject: ownName(plan),
    detail,
    productId,
    planId,
  });
  if (!found) {
    return [
      finding(
        'missing',
        `There should be a usage plan of ${inWords(
          limits,
        )}, and it is not there, so its subscribers are refused.`,
      ),
    ];
  }
  const held = limitsOf(found);
  const faults = [
    ...(isDeepStrictEqual(held, countedLimits(limits))
      ? []
      : [`allow ${inWords(limits)}, and allows ${inWords(held)}`]),
    ...(isDeepStrictEqual(stagesOf(found), stages)
      ? []
      : [
          `count at ${stages.join(', ')}, and counts at ${
            stagesOf(found).join(', ') || 'no stage'
          }`,
        ]),
  ];
  return faults.length > 0
    ? [
        finding(
          'changed',
          `The usage plan ${found.name} should ${faults.join('; it should ')}.`,
        ),
      ]
    : [];
}

const foreignPlan = ({ id, name, tags }: FoundPlan): DriftFinding => ({
  kind: 'usage-plan',
  difference: 'foreign',
  subject: id,
  detail: `The usage plan ${
    name ?? id
  } is at the stage of the gateway, and no plan of a product needs it.`,
  productId: tags?.['oaf:product'],
  planId: tags?.['oaf:plan'],
});

/** Id of a plan of ours, by what was noted or else by its tags. */
export function findPlan(
  name: string,
  { productId, planId }: Omit<Plan, 'limits'>,
  { plans, state }: { plans: FoundPlan[]; state: HeldState },
): FoundPlan | undefined {
  const id = state.plans.get(name)?.id;
  return (
    plans.find(plan => plan.id === id) ??
    plans.find(
      ({ isOurs, tags }) =>
        isOurs &&
        tags?.['oaf:product'] === productId &&
        tags['oaf:plan'] === planId,
    )
  );
}

export function comparePlans(
  wanted: Map<string, Plan>,
  found: { plans: FoundPlan[]; state: HeldState; gateway: AccessGateway },
): DriftFinding[] {
  const { plans, state, gateway } = found;
  const isKnown = ({ id, tags }: FoundPlan) =>
    [...state.plans.values()].some(held => held.id === id) ||
    state.plans.has(`${tags?.['oaf:product']}#${tags?.['oaf:plan']}`);
  const door = stageText(frontDoorStage(gateway));
  const stagesFor = (name: string) =>
    [...(state.plans.get(name)?.stages ?? [door])].sort();
  return [
    ...[...wanted].flatMap(([name, plan]) =>
      comparePlan(plan, findPlan(name, plan, found), stagesFor(name)),
    ),
    ...plans
      .filter(plan => stagesOf(plan).includes(door) && !isKnown(plan))
      .map(foreignPlan),
  ];
}
