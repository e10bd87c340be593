import type {
  Deployment,
  DeploymentChange,
  DeploymentEvent,
  Stack,
  StackTemplate as TemplateView,
} from '@oaf/backstage-plugin-api-management-common';
import type {
  StackChange,
  StackTemplate,
} from '@oaf/backstage-plugin-api-management-node';
import type { StoredAccount } from '../accounts/AccountStore';
import { isoTime } from '../database/time';
import type {
  StoredDeployment,
  StoredEvent,
  StoredStep,
} from './DeploymentStore';
import type { StoredStack } from './StackStore';

/** Where something is, in words for people. */
function accountPart(
  accountLinkId: string,
  account: StoredAccount | undefined,
) {
  return {
    accountLinkId,
    accountAlias: account?.alias ?? accountLinkId,
    accountId: account?.accountId ?? '',
  };
}

export function toDeploymentView(
  deployment: StoredDeployment,
  account: StoredAccount | undefined,
  steps: StoredStep[],
): Deployment {
  const { resourcesDone, resourcesTotal } = deployment;
  return {
    ...accountPart(deployment.accountLinkId, account),
    id: deployment.id,
    action: deployment.action,
    region: deployment.region,
    stackName: deployment.stackName,
    template: deployment.template,
    templateHash: deployment.templateHash,
    parameters: deployment.parameters,
    state: deployment.state,
    deleteKept: deployment.deleteKept,
    changed: deployment.changed,
    waitingFor: deployment.waitingFor ?? undefined,
    progress: {
      done: Math.min(resourcesDone, resourcesTotal),
      total: resourcesTotal,
    },
    steps: steps.map(({ state, at, by }) => ({
      state,
      at: isoTime(at),
      by: by ?? undefined,
    })),
    failure: deployment.failure ?? undefined,
    outputs: deployment.outputs,
    startedBy: deployment.startedBy,
    startedAt: isoTime(deployment.startedAt),
    updatedAt: isoTime(deployment.updatedAt),
    endedAt: isoTime(deployment.endedAt),
    confirmBefore:
      deployment.state === 'awaiting-confirmation'
        ? isoTime(deployment.nextAttemptAt)
        : undefined,
  };
}

export function toStackView(
  stack: StoredStack,
  account: StoredAccount | undefined,
  template: StackTemplate | undefined,
): Stack {
  return {
    ...accountPart(stack.accountLinkId, account),
    id: stack.id,
    region: stack.region,
    name: stack.name,
    template: stack.template,
    templateHash: stack.templateHash,
    updateAvailable:
      template !== undefined && template.hash !== stack.templateHash,
    parameters: stack.parameters,
    outputs: stack.outputs,
    drift: { ...stack.drift, detectedAt: isoTime(stack.driftDetectedAt) },
    changedAt: isoTime(stack.changedAt),
    changedBy: stack.changedBy,
    liveDeploymentId: stack.liveDeploymentId ?? undefined,
  };
}

export const toTemplateView = (
  driver: string,
  template: StackTemplate,
): TemplateView => ({ driver, ...template });

export const toChangeView = (change: StackChange): DeploymentChange => change;

export const toEventView = ({
  at,
  ...event
}: StoredEvent): DeploymentEvent => ({ ...event, at: isoTime(at) });
