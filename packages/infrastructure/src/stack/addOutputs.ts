import { type CfnCondition, CfnOutput, type Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';

/** What others need of a stack, by its name; with a condition only where that holds. */
export function addOutputs(
  stack: Stack,
  outputs: Record<string, string>,
  condition?: CfnCondition,
) {
  for (const [name, value] of Object.entries(outputs)) {
    // Apart, as a part may have the name of what is told of it.
    const scope = new Construct(stack, `OutputOf${name}`);
    new CfnOutput(scope, name, { value, condition }).overrideLogicalId(name);
  }
}
