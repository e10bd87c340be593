import {
  templateHashOf,
  type Deployment,
  type DeploymentInput,
} from '@oaf/backstage-plugin-api-management-common';

const told = ['action', 'accountLinkId', 'region', 'stackName'] as const;

/** Whether a deployment does what is asked for. */
export function isOf(input: DeploymentInput, deployment: Deployment): boolean {
  const { template, templateBody, parameters = {}, deleteKept = false } = input;
  return (
    told.every(name => deployment[name] === input[name]) &&
    deployment.deleteKept === deleteKept &&
    (template ?? deployment.template) === deployment.template &&
    (templateBody === undefined ||
      templateHashOf(templateBody) === deployment.templateHash) &&
    Object.entries(parameters).every(
      ([name, value]) => deployment.parameters[name] === value,
    )
  );
}
