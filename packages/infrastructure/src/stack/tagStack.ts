import { type CfnParameter, type Stack, Tags } from 'aws-cdk-lib';

/** Tells of everything in a stack which installation and which stack it is of. */
export function tagStack(
  stack: Stack,
  name: string,
  { installation }: { installation: CfnParameter },
) {
  Tags.of(stack).add('oaf:installation', installation.valueAsString);
  Tags.of(stack).add('oaf:stack', name);
}
