import type { DriftFinding } from '@oaf/backstage-plugin-api-management-node';
import type { Grant } from '@oaf/contract';
import { ApiKeys } from '../access/ApiKeys';
import { planOf } from '../access/GrantKeys';
import type { GatewayManagement } from '../management/GatewayManagement';
import { findPlan, ownName } from './comparePlans';
import type { FoundPlan, PlanKey } from './readPlans';
import type { HeldState } from './readTable';

type Found = { plans: FoundPlan[]; state: HeldState };

type Wanted = { grant: Grant; key: Grant['apiKeys'][number] };

/** What our keys are called. */
const OURS = /^oaf-(.+)$/;

const isNamed = (credentialId: string) => (key: PlanKey) =>
  key.name === `oaf-${credentialId}`;

/** By what was noted, or else by its name in a plan of ours. */
function keyIdOf({ grant, key }: Wanted, { plans, state }: Found) {
  const noted = state.keys
    .get(grant.subscriptionId)
    ?.find(({ credentialId }) => credentialId === key.credentialId);
  return (
    noted?.keyId ??
    plans.flatMap(({ keys }) => keys).find(isNamed(key.credentialId))?.id
  );
}

async function compareKey(
  wanted: Wanted,
  found: Found,
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
    subject: credentialId,
    productId,
    planId,
    subscriptionId,
    credentialId,
  });
  const id = keyIdOf(wanted, found);
  const there = id ? await keys.read(id) : undefined;
  if (!there) {
    return [
      finding(
        'api-key',
        'missing',
        `The API key oaf-${credentialId} of ${applicationName} should be there, and is not, so calls with it are refused.`,
      ),
    ];
  }
  const isOn = grant.status === 'active';
  const inPlan = findPlan(ownName(plan), plan, found);
  return [
    ...((there.enabled ?? true) === isOn
      ? []
      : [
          finding(
            'api-key',
            'changed',
            `The API key oaf-${credentialId} of ${applicationName} should be switched ${
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
            `The API key oaf-${credentialId} of ${applicationName} should be in the usage plan ${inPlan.name}, and is not, so calls with it are refused.`,
          ),
        ]),
  ];
}

function foreignKey({ id, name }: PlanKey, plan: FoundPlan): DriftFinding {
  return {
    kind: 'api-key',
    difference: 'foreign',
    subject: id,
    detail: `The API key ${name || id} (${id}) is in the usage plan ${
      plan.name
    }, and the portal did not put it there.`,
    productId: plan.tags?.['oaf:product'],
    planId: plan.tags?.['oaf:plan'],
    credentialId: OURS.exec(name)?.[1],
  };
}

function foreignKeys(wanted: Wanted[], found: Found): DriftFinding[] {
  const noted = [...found.state.keys.values()].flat();
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
        .map(key => foreignKey(key, plan)),
    );
}

/** Whether keys are on is told of each by itself only. */
export async function compareKeys(
  grants: Grant[],
  found: Found,
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
