import { type CfnCondition, CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Everything in the construct is made where the condition holds, and nowhere else. */
export function onlyIf(condition: CfnCondition, construct: IConstruct) {
  for (const part of construct.node.findAll()) {
    if (CfnResource.isCfnResource(part)) {
      part.cfnOptions.condition = condition;
    }
  }
}
