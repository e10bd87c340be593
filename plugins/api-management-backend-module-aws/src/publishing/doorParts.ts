import type { Authorizer, Stage } from '@aws-sdk/client-api-gateway';
import type { AccessGateway } from '@oaf/backstage-plugin-api-management-node';
import { readStackTemplate } from '@oaf/infrastructure';

/** As the stack makes it; see its template. */
export type DoorAuthorizer = {
  name: string;
  type: 'REQUEST';
  identitySource: string;
  authorizerUri: string;
  authorizerResultTtlInSeconds: number;
};

/** Where a stage writes down its calls, and what of them. */
export type AccessLog = { destinationArn: string; format: string };

export function authorizerOf({
  account,
  region,
  outputs,
}: AccessGateway): DoorAuthorizer {
  return {
    name: 'access-tokens',
    type: 'REQUEST',
    identitySource: 'method.request.header.Authorization',
    authorizerUri: `arn:${account.partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${outputs.AuthorizerArn}/invocations`,
    // A remembered answer would let a call pass whose proof nobody looked at.
    authorizerResultTtlInSeconds: 0,
  };
}

/** What of an authorizer has to become another. */
export function authorizerChanges(
  found: Authorizer,
  { name, ...judging }: DoorAuthorizer,
): Partial<DoorAuthorizer> {
  return Object.fromEntries(
    Object.entries(judging).filter(
      ([key, value]) => found[key as keyof Authorizer] !== value,
    ),
  );
}

type Part = string | { Ref: string };

/** Of the template that the gateways of this version are deployed with. */
async function readFormat(region: string): Promise<string> {
  const { body } = await readStackTemplate('gateway');
  const resources = Object.values<any>(JSON.parse(body).Resources);
  const stage = resources.find(({ Type }) => Type === 'AWS::ApiGateway::Stage');
  const [, { Format }] = stage.Properties.AccessLogSetting['Fn::If'];
  const parts: Part[] = Format['Fn::Join'][1];
  return parts.map(part => (typeof part === 'string' ? part : region)).join('');
}

/** Where the gateway was told to log; undefined when it was not. */
export async function accessLogOf({
  parameters,
  region,
}: AccessGateway): Promise<AccessLog | undefined> {
  const destinationArn = parameters.AccessLogArn;
  return destinationArn
    ? { destinationArn, format: await readFormat(region) }
    : undefined;
}

const VARIABLE = /[$]context[.][\w.]+/g;

/** Templates of later versions may log more; what lacks none of ours is as good. */
export function isLogging(
  { accessLogSettings }: Stage,
  { destinationArn, format }: AccessLog,
): boolean {
  const logged = accessLogSettings?.format ?? '';
  return (
    accessLogSettings?.destinationArn === destinationArn &&
    (format.match(VARIABLE) ?? []).every(variable => logged.includes(variable))
  );
}
