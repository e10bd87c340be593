/** A value of a CloudFormation template: a text, or an intrinsic function in its long form. */
export type Value = string | { [intrinsic: string]: unknown };

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html */
export type Statement = {
  Sid: string;
  Effect: 'Allow' | 'Deny';
  Action: string[];
  Resource: Value[];
  Condition?: Record<string, Record<string, Value>>;
};

export const sub = (text: string): Value => ({ 'Fn::Sub': text });

/** ARNs of API Gateway's management API have no account in them. */
export const apiGateway = (...paths: string[]): Value[] =>
  paths.map(path => sub(`arn:\${AWS::Partition}:apigateway:*::${path}`));

export function statement(
  Sid: string,
  resource: string,
  Action: string[],
  Condition?: Statement['Condition'],
): Statement {
  return {
    Sid,
    Effect: 'Allow',
    Action,
    Resource: [resource === '*' ? resource : sub(resource)],
    ...(Condition && { Condition }),
  };
}

/** Names of buckets say nothing of whose they are. */
export const inThisAccount = {
  StringEquals: { 'aws:ResourceAccount': sub('${AWS::AccountId}') },
};
