import { type CfnParameter, type Stack, Tags } from 'aws-cdk-lib';

/** CDK would tag them, and CloudFormation refuses that. */
const untaggable = ['AWS::ApplicationAutoScaling::ScalableTarget'];

/** Tells of everything in a stack which installation and which stack it is of. */
export function tagStack(
  stack: Stack,
  name: string,
  { installation }: { installation: CfnParameter },
) {
  const tags = {
    'oaf:installation': installation.valueAsString,
    'oaf:stack': name,
  };
  for (const [key, value] of Object.entries(tags)) {
    Tags.of(stack).add(key, value, { excludeResourceTypes: untaggable });
  }
}
