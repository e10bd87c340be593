import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Findings of cdk-nag that stay at the construct and what is in it, each with its reason. */
export function accept(
  construct: IConstruct,
  reasons: Record<string, string>,
): void {
  for (const [rule, reason] of Object.entries(reasons)) {
    Validations.of(construct).acknowledge({
      id: `AwsSolutions::${rule}`,
      reason,
    });
  }
}
