import { isDeepStrictEqual } from 'node:util';
import type {
  AccessGateway,
  DriftFinding,
} from '@oaf/backstage-plugin-api-management-node';
import type { Grant } from '@oaf/contract';
import { plansOf } from '../access/GrantKeys';
import { frontDoorStage, type KeyPlace, stageText } from '../access/KeyPlace';
import {
  countedLimits,
  limitsOf,
  type Plan,
  planName,
  stagesOf,
} from '../access/UsagePlans';
import type { FoundPlan } from './readPlans';
import type { HeldState } from './readTable';
import { placeText } from './subjects';

type Limits = Grant['limits'];

const inWords = ({ rate, burst, quota }: Limits) =>
  `${rate} calls per second, ${burst} at once, ${
    quota ? `${quota.limit} a ${quota.period}` : 'no quota'
  }`;

/** The plans that grants are in, each once. */
export function wantedPlans(grants: Grant[]): Plan[] {
  const plans = grants
    .flatMap(plansOf)
    .map(plan => [planName(plan, ''), plan] as const);
  return [...new Map(plans).values()];
}

function comparePlan(
  plan: Plan,
  found: FoundPlan | undefined,
  { stages, place }: { stages: string[]; place: KeyPlace },
): DriftFinding[] {
  const { productId, planId, limits } = plan;
  const finding = (
    difference: DriftFinding['difference'],
    detail: string,
  ): DriftFinding => ({
    kind: 'usage-plan',
    difference,
    subject: planName(plan, place.name),
    detail,
    productId,
    planId,
  });
  if (!found) {
    return [
      finding(
        'missing',
        `There should be a usage plan of ${inWords(limits)}${placeText(
          place,
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
          `The usage plan ${found.name}${placeText(place)} should ${faults.join(
            '; it should ',
          )}.`,
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

/** What is at one place, and what was noted of all. */
export type FoundAt = {
  plans: FoundPlan[];
  state: HeldState;
  place: KeyPlace;
};

/** A plan of ours at the place, by what was noted or else by its tags. */
export function findPlan(
  plan: Omit<Plan, 'limits'>,
  { plans, state, place }: FoundAt,
): FoundPlan | undefined {
  const { productId, planId } = plan;
  const id = state.plans.get(planName(plan, place.name))?.id;
  return (
    plans.find(each => each.id === id) ??
    plans.find(
      ({ isOurs, tags }) =>
        isOurs &&
        tags?.['oaf:product'] === productId &&
        tags['oaf:plan'] === planId,
    )
  );
}

export function comparePlans(
  wanted: Plan[],
  found: FoundAt & { gateway: AccessGateway },
): DriftFinding[] {
  const { state, gateway, place } = found;
  const door = stageText(frontDoorStage(gateway));
  const stagesFor = (plan: Plan) =>
    [
      ...(state.plans.get(planName(plan, place.name))?.stages ??
        (place.name ? place.stages.map(stageText) : [door])),
    ].sort();
  return [
    ...wanted.flatMap(plan =>
      comparePlan(plan, findPlan(plan, found), {
        stages: stagesFor(plan),
        place,
      }),
    ),
    ...foreignPlans(found, door),
  ];
}

/** At the gateway's own stage only: at an API in place there may be plans of its owner. */
function foreignPlans({ plans, state }: FoundAt, door: string): DriftFinding[] {
  const isKnown = ({ id, tags }: FoundPlan) =>
    [...state.plans.values()].some(held => held.id === id) ||
    state.plans.has(`${tags?.['oaf:product']}#${tags?.['oaf:plan']}`);
  return plans
    .filter(plan => stagesOf(plan).includes(door) && !isKnown(plan))
    .map(foreignPlan);
}
