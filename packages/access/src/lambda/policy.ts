import type { ScopeRule } from '@oaf/contract';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html: a resource ARN, and the authorizer's result. */
export const maxArnLength = 512;
export const maxResultBytes = 8 * 1024;

/** What the token allows does not fit into the answer of an authorizer whose results are cached. */
export class PolicyTooLargeError extends Error {
  readonly name = 'PolicyTooLargeError';

  constructor(readonly resources: string[]) {
    super(
      `A policy for ${resources.length} resources does not fit into an authorizer's answer; set the authorizer's TTL to 0`,
    );
  }
}

/** `arn:aws:execute-api:<region>:<account>:<api id>/<stage>` of a method ARN. */
export function stageArn(methodArn: string): string {
  return methodArn.split('/', 2).join('/');
}

/** A call that is judged anew each time needs no more than itself; its path is left out as a caller may write wildcards. */
export function resourceOfCall(methodArn: string, method: string): string[] {
  return [`${stageArn(methodArn)}/${method}/*`];
}

/** Everything the rules allow, as a cached policy applies to all methods of the API. */
export function resourcesOfRules(
  methodArn: string,
  rules: ScopeRule[],
): string[] {
  const resources = rules.flatMap(({ methods, pathPattern }) =>
    methods.map(method => `${stageArn(methodArn)}/${method}${pathPattern}`),
  );
  const unique = [...new Set(resources)];
  if (unique.some(arn => arn.length > maxArnLength)) {
    throw new PolicyTooLargeError(unique);
  }
  return unique;
}

export type Effect = 'Allow' | 'Deny';

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-output.html */
export function policyDocument(effect: Effect, resources: string[]) {
  return {
    Version: '2012-10-17',
    Statement: [
      { Action: 'execute-api:Invoke', Effect: effect, Resource: resources },
    ],
  };
}
