import { type CfnCondition, CfnOutput, type Stack } from 'aws-cdk-lib';

/** What others need of a stack, by its name; with a condition only where that holds. */
export function addOutputs(
  stack: Stack,
  outputs: Record<string, string>,
  condition?: CfnCondition,
) {
  for (const [name, value] of Object.entries(outputs)) {
    new CfnOutput(stack, name, { value, condition });
  }
}
