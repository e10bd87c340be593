import type { Allowed, Denied } from '../authorizer/Authorization';
import {
  maxResultBytes,
  policyDocument,
  PolicyTooLargeError,
  resourceOfCall,
  resourcesOfRules,
} from './policy';

/** A call as the answer needs it. */
export interface JudgedCall {
  methodArn: string;
  method: string;
  /** TTL of API Gateway's cache, seconds. */
  cacheSeconds: number;
}

/** Columns of the access log as `$context.authorizer.<name>`; API Gateway takes no null. */
function contextOf(columns: Record<string, string | null | undefined>) {
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value),
  ) as Record<string, string>;
}

function allowedContext({ grant, tokenId, scope, ...allowed }: Allowed) {
  return contextOf({
    subscriptionId: grant.subscriptionId,
    clientId: grant.clientId,
    applicationId: grant.applicationId,
    productId: grant.productId,
    planId: allowed.plan.id,
    apiKeyCredentialId: allowed.apiKeyCredentialId,
    tokenId,
    scope,
  });
}

function deniedContext({ grant, tokenId, error, description }: Denied) {
  return contextOf({
    subscriptionId: grant?.subscriptionId,
    clientId: grant?.clientId,
    productId: grant?.productId,
    planId: grant?.planId,
    tokenId,
    error,
    description,
  });
}

/**
 * The answer of a REST API's authorizer. `usageIdentifierKey` is the presented key: with `apiKeySource=AUTHORIZER` it, and
 * not a header, says whose plan is charged.
 * @throws PolicyTooLargeError
 */
export function allow(allowed: Allowed, call: JudgedCall) {
  const resources =
    call.cacheSeconds > 0
      ? resourcesOfRules(call.methodArn, allowed.rules)
      : resourceOfCall(call.methodArn, call.method);
  const result = {
    principalId: allowed.clientId,
    policyDocument: policyDocument('Allow', resources),
    context: allowedContext(allowed),
    usageIdentifierKey: allowed.apiKey,
  };
  if (Buffer.byteLength(JSON.stringify(result)) > maxResultBytes) {
    throw new PolicyTooLargeError(resources);
  }
  return result;
}

/** API Gateway answers 403 with the gateway response ACCESS_DENIED, which can show the context. */
export function refuse(denied: Denied, { methodArn, method }: JudgedCall) {
  return {
    principalId: denied.grant?.clientId ?? 'unknown',
    policyDocument: policyDocument('Deny', resourceOfCall(methodArn, method)),
    context: deniedContext(denied),
  };
}

/** The simple answer of an HTTP API's authorizer; HTTP APIs have no usage plans. */
export function allowHttpApi(allowed: Allowed) {
  return { isAuthorized: true, context: allowedContext(allowed) };
}

export function refuseHttpApi(denied: Denied) {
  return { isAuthorized: false, context: deniedContext(denied) };
}
