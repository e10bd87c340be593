import { ConflictError, InputError } from '@backstage/errors';
import {
  templateHashOf,
  type Deployment,
  type DeploymentInput,
} from '@oaf/backstage-plugin-api-management-common';
import { type Deployments, hasStatus } from './Deployments';

/**
 * The id of the deployment to follow: the one that was shown, a new one, or one for the same that is under way, as
 * after a crash between its start and our note of it.
 *
 * @throws InputError when the one that was shown is of another stack
 * @throws ConflictError when another one is under way
 */
export async function attach(
  deployments: Deployments,
  input: DeploymentInput,
  shownId: string | undefined,
): Promise<string> {
  if (shownId) {
    const shown = await deployments.get(shownId);
    requireSameStack(shown, input);
    return shownId;
  }
  try {
    return (await deployments.start(input)).id;
  } catch (error) {
    if (!hasStatus(error, 409)) {
      throw error;
    }
    const underWay = await deployments.findUnderWay(input);
    if (!underWay) {
      throw error;
    }
    requireSame(underWay, input);
    return underWay.id;
  }
}

/** Otherwise a policy that looks at the account would be told of one and another be changed. */
function requireSameStack(shown: Deployment, input: DeploymentInput) {
  const asked = { deleteKept: false, ...input };
  const differs = (
    ['action', 'accountLinkId', 'region', 'stackName', 'deleteKept'] as const
  ).filter(field => shown[field] !== asked[field]);
  if (differs.length > 0) {
    throw new InputError(
      `The deployment that was shown has another ${differs.join(
        ', ',
      )}; go back and look at what will change`,
    );
  }
}

function hasTemplate({ templateHash }: Deployment, input: DeploymentInput) {
  const { templateBody } = input;
  return (
    templateBody === undefined || templateHashOf(templateBody) === templateHash
  );
}

function requireSame(underWay: Deployment, input: DeploymentInput) {
  const asked = Object.entries(input.parameters ?? {});
  const isSame =
    underWay.action === input.action &&
    underWay.deleteKept === (input.deleteKept ?? false) &&
    (input.template ?? underWay.template) === underWay.template &&
    hasTemplate(underWay, input) &&
    asked.every(([name, value]) =>
      [undefined, value].includes(underWay.parameters[name]),
    );
  if (!isSame) {
    throw new ConflictError(
      `${underWay.startedBy} is about to ${underWay.action} ${underWay.stackName} in another way; wait for the end, or cancel it`,
    );
  }
}
