import type { PartitionConfig } from '../config';
import { partitionOf } from '../partitions/partitions';
import {
  TEMPLATE_FILE,
  type TrustParameters,
} from './trustTemplate/trustTemplate';

export const STACK_NAME = 'oaf-trust';

/** In single quotes, so that a shell takes it as it is. */
function quote(text: string): string {
  return /^[\w+=,.@:/-]+$/.test(text)
    ? text
    : `'${text.replaceAll("'", "'\\''")}'`;
}

function toWords(parameters: TrustParameters): string {
  return Object.entries(parameters)
    .map(([key, value]) => `ParameterKey=${key},ParameterValue=${quote(value)}`)
    .join(' ');
}

function common(parameters: TrustParameters, { region }: PartitionConfig) {
  return [
    `--template-body file://${TEMPLATE_FILE}`,
    '--capabilities CAPABILITY_NAMED_IAM',
    `--parameters ${toWords(parameters)}`,
    `--region ${region}`,
  ].join(' ');
}

/** For the AWS CLI, in the account that is linked. */
export function createStackCommand(
  parameters: TrustParameters,
  partition: PartitionConfig,
): string {
  return `aws cloudformation create-stack --stack-name ${STACK_NAME} ${common(
    parameters,
    partition,
  )}`;
}

/** For the AWS CLI, in the organisation's management account; a delegated administrator adds `--call-as DELEGATED_ADMIN`. */
export function createStackSetCommand(
  parameters: TrustParameters,
  partition: PartitionConfig,
): string {
  const name = `--stack-set-name ${STACK_NAME}`;
  return [
    `aws cloudformation create-stack-set ${name}`,
    '--permission-model SERVICE_MANAGED',
    '--auto-deployment Enabled=true,RetainStacksOnAccountRemoval=false',
    common(parameters, partition),
    `&& aws cloudformation create-stack-instances ${name}`,
    "--deployment-targets OrganizationalUnitIds='<organizational unit id>'",
    `--regions ${partition.region} --region ${partition.region}`,
  ].join(' ');
}

/**
 * Opens the console's form for the stack with everything filled in.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-console-create-stacks-quick-create-links.html
 */
export function quickCreateUrl(
  parameters: TrustParameters,
  { name, region }: PartitionConfig,
  templateBucketUrl: string,
): string {
  const query = new URLSearchParams({
    templateURL: `${templateBucketUrl}/${TEMPLATE_FILE}`,
    stackName: STACK_NAME,
  });
  for (const [key, value] of Object.entries(parameters)) {
    query.set(`param_${key}`, value);
  }
  const host = `${region}.${partitionOf(name).consoleHost}`;
  return `https://${host}/cloudformation/home?region=${region}#/stacks/create/review?${query}`;
}
