import type {
  CreateChangeSetInput,
  Parameter,
  Stack,
} from '@aws-sdk/client-cloudformation';
import type {
  ChangeSetRequest,
  StackTarget,
} from '@oaf/backstage-plugin-api-management-node';
import { EXECUTION_ROLE } from '../linking/trustTemplate/executionRole';
import { partitionOf } from '../partitions/partitions';
import { bucketName } from './ArtifactBucket';
import { ARTIFACT_BUCKET, INSTALLATION } from './readParameters';
import type { StackFiles } from './StackLibrary';
import { INSTALLATION_TAG } from './stackStates';

/** A larger template must come from S3. */
const INLINE_BYTES = 51_200;

/** The request that asks CloudFormation what would change. */
export function changeSetRequest(
  target: StackTarget,
  request: ChangeSetRequest,
  options: {
    files: StackFiles;
    stack: Stack | undefined;
    endpoint: string | undefined;
  },
): CreateChangeSetInput {
  const { account, stackName, installation } = target;
  return {
    StackName: stackName,
    ChangeSetName: request.name,
    ChangeSetType: request.isNew ? 'CREATE' : 'UPDATE',
    ...templatePart(target, options),
    Parameters: parametersOf(target, request, options),
    Capabilities: ['CAPABILITY_IAM', 'CAPABILITY_NAMED_IAM'],
    RoleARN: `arn:${account.partition}:iam::${account.accountId}:role/${EXECUTION_ROLE}`,
    Tags: [
      { Key: INSTALLATION_TAG, Value: installation },
      { Key: 'oaf:stack', Value: request.template },
    ],
    // A stack that could not be made leaves nothing that somebody has to clear away.
    ...(request.isNew && { OnStackFailure: 'DELETE' }),
  };
}

function templatePart(
  target: StackTarget,
  { files, endpoint }: { files: StackFiles; endpoint: string | undefined },
): Pick<CreateChangeSetInput, 'TemplateBody' | 'TemplateURL'> {
  const { key, body } = files.template;
  if (body.length <= INLINE_BYTES) {
    return { TemplateBody: body.toString('utf8') };
  }
  const bucket = bucketName(target);
  const { dnsSuffix } = partitionOf(target.account.partition);
  return {
    TemplateURL: endpoint
      ? `${endpoint}/${bucket}/${key}`
      : `https://${bucket}.s3.${target.region}.${dnsSuffix}/${key}`,
  };
}

/** What nobody has to give. */
const filledIn = (target: StackTarget, { archives }: StackFiles) => ({
  [INSTALLATION]: target.installation,
  [ARTIFACT_BUCKET]: bucketName(target),
  ...Object.fromEntries(
    Object.entries(archives).map(([name, { key }]) => [name, key]),
  ),
});

function parametersOf(
  target: StackTarget,
  { parameters }: ChangeSetRequest,
  { files, stack }: { files: StackFiles; stack: Stack | undefined },
): Parameter[] {
  const values: Record<string, string> = {
    ...parameters,
    ...(files.isShipped && filledIn(target, files)),
  };
  const had = stack?.Parameters?.map(({ ParameterKey }) => ParameterKey) ?? [];
  return files.parameterNames.flatMap((ParameterKey): Parameter[] => {
    if (values[ParameterKey] !== undefined) {
      return [{ ParameterKey, ParameterValue: values[ParameterKey] }];
    }
    // Without either it has the template's default.
    return had.includes(ParameterKey)
      ? [{ ParameterKey, UsePreviousValue: true }]
      : [];
  });
}
