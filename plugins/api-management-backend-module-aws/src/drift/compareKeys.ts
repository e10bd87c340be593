import type { DriftFinding } from '@oaf/backstage-plugin-api-management-node';
import type { Grant } from '@oaf/contract';
import { ApiKeys } from '../access/ApiKeys';
import { planOf } from '../access/GrantKeys';
import type { GatewayManagement } from '../management/GatewayManagement';
import { findPlan, type FoundAt } from './comparePlans';
import type { FoundPlan, PlanKey } from './readPlans';
import { parseSubject, placeText, subjectAt } from './subjects';

type Wanted = { grant: Grant; key: Grant['apiKeys'][number] };

/** What our keys are called. */
const OURS = /^oaf-(.+)$/;

const isNamed = (credentialId: string) => (key: PlanKey) =>
  key.name === `oaf-${credentialId}`;

/** By what was noted, or else by its name in a plan of ours. */
function keyIdOf({ grant, key }: Wanted, { plans, state, place }: FoundAt) {
  const noted = state.keys
    .get(subjectAt(grant.subscriptionId, place))
    ?.find(({ credentialId }) => credentialId === key.credentialId);
  return (
    noted?.keyId ??
    plans.flatMap(({ keys }) => keys).find(isNamed(key.credentialId))?.id
  );
}

async function compareKey(
  wanted: Wanted,
  found: FoundAt,
  keys: ApiKeys,
): Promise<DriftFinding[]> {
  const { grant, key } = wanted;
  const { credentialId } = key;
  const plan = planOf(key, grant);
  const { productId, planId } = plan;
  const { subscriptionId, applicationName } = grant;
  const finding = (
    kind: DriftFinding['kind'],
    difference: DriftFinding['difference'],
    detail: string,
  ): DriftFinding => ({
    kind,
    difference,
    detail,
    subject: subjectAt(credentialId, found.place),
    productId,
    planId,
    subscriptionId,
    credentialId,
  });
  const named = `The API key oaf-${credentialId} of ${applicationName}${placeText(
    found.place,
  )}`;
  const id = keyIdOf(wanted, found);
  const there = id ? await keys.read(id) : undefined;
  if (!there) {
    return [
      finding(
        'api-key',
        'missing',
        `${named} should be there, and is not, so calls with it are refused.`,
      ),
    ];
  }
  const isOn = grant.status === 'active';
  const inPlan = findPlan(plan, found);
  return [
    ...((there.enabled ?? true) === isOn
      ? []
      : [
          finding(
            'api-key',
            'changed',
            `${named} should be switched ${
              isOn ? 'on' : 'off'
            }, and is switched ${isOn ? 'off' : 'on'}.`,
          ),
        ]),
    // A plan that is not there is a finding of its own.
    ...(!inPlan || inPlan.keys.some(one => one.id === id)
      ? []
      : [
          finding(
            'usage-plan-key',
            'missing',
            `${named} should be in the usage plan ${inPlan.name}, and is not, so calls with it are refused.`,
          ),
        ]),
  ];
}

function foreignKey(
  { id, name }: PlanKey,
  plan: FoundPlan,
  { place }: FoundAt,
): DriftFinding {
  return {
    kind: 'api-key',
    difference: 'foreign',
    subject: subjectAt(id, place),
    detail: `The API key ${name || id} (${id})${placeText(
      place,
    )} is in the usage plan ${plan.name}, and the portal did not put it there.`,
    productId: plan.tags?.['oaf:product'],
    planId: plan.tags?.['oaf:plan'],
    credentialId: OURS.exec(name)?.[1],
  };
}

function foreignKeys(wanted: Wanted[], found: FoundAt): DriftFinding[] {
  const noted = [...found.state.keys]
    .filter(([subject]) => parseSubject(subject)[1] === found.place.name)
    .flatMap(([, keys]) => keys);
  const known = new Set([
    ...noted.map(({ keyId }) => keyId),
    ...wanted.map(one => keyIdOf(one, found)),
  ]);
  const isBegun = (key: PlanKey) =>
    noted.some(({ credentialId }) => isNamed(credentialId)(key));
  return found.plans
    .filter(({ isOurs }) => isOurs)
    .flatMap(plan =>
      plan.keys
        .filter(key => !known.has(key.id) && !isBegun(key))
        .map(key => foreignKey(key, plan, found)),
    );
}

/** Whether keys are on is told of each by itself only. */
export async function compareKeys(
  grants: Grant[],
  found: FoundAt,
  management: GatewayManagement,
): Promise<DriftFinding[]> {
  const keys = new ApiKeys(management, async () => undefined);
  const wanted = grants.flatMap(grant =>
    grant.apiKeys.map(key => ({ grant, key })),
  );
  const findings: DriftFinding[] = [];
  for (const one of wanted) {
    findings.push(...(await compareKey(one, found, keys)));
  }
  return [...findings, ...foreignKeys(wanted, found)];
}
