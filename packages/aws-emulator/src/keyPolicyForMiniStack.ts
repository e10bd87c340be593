type Statement = {
  Condition?: { ArnEquals?: { 'aws:PrincipalArn'?: string } };
};

/** Whom a condition names becomes the principal. */
function named({ Condition, ...statement }: Statement): object {
  const AWS = Condition?.ArnEquals?.['aws:PrincipalArn'];
  return AWS ? { ...statement, Principal: { AWS } } : statement;
}

/**
 * The policy of a KMS key as MiniStack can take it: it knows none of the conditions of KMS, and takes the ARN of a session
 * for that of its role.
 *
 * @returns the policy as JSON
 */
export function keyPolicyForMiniStack(policy: string): string {
  const { Statement: statements, ...rest } = JSON.parse(policy);
  return JSON.stringify({ ...rest, Statement: statements.map(named) });
}
