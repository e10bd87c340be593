import {
  PolicyStatement,
  type PolicyStatementProps,
} from 'aws-cdk-lib/aws-iam';

/** A statement of a role's policy. */
export const allow = (
  sid: string,
  actions: string[],
  resources: string[],
  conditions?: PolicyStatementProps['conditions'],
) => new PolicyStatement({ sid, actions, resources, conditions });
