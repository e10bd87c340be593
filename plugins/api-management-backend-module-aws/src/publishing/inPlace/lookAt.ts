import type { Method, Stage } from '@aws-sdk/client-api-gateway';
import { unless } from '../../management/unless';
import type { Deployed, InPlaceApi, Summary, WorkingCopy } from './InPlaceApi';
import {
  type ApiState,
  type InPlaceRecord,
  methodKey,
  type OwnResponse,
} from './InPlaceRecord';
import type { InPlaceRecords } from './InPlaceRecords';

/** An API, and what is remembered of it. */
export type Found = {
  record: InPlaceRecord | undefined;
  working: WorkingCopy;
  /** Undefined: it was deleted. */
  stage: Stage | undefined;
  /** What it serves. */
  deployed: Deployed | undefined;
  /** Of this gateway's authorizer, when the API has it. */
  authorizerId: string | undefined;
};

/** Requests that it takes. */
export const READS = 6;

/** Preflight requests of browsers carry no credentials. */
export const isOpenByNature = (httpMethod: string) => httpMethod === 'OPTIONS';

/** @returns undefined when there is no such API any more */
export async function lookAt(
  api: InPlaceApi,
  records: InPlaceRecords,
): Promise<Found | undefined> {
  const record = await records.find(api.at);
  const working = await unless('NotFoundException', api.read());
  if (!working) {
    return undefined;
  }
  const stage = working.stages.find(
    ({ stageName }) => stageName === api.at.stage,
  );
  return {
    record,
    working,
    stage,
    deployed:
      stage?.deploymentId === undefined
        ? undefined
        : await api.readDeployment(stage.deploymentId),
    authorizerId: working.authorizers.find(
      ({ name }) => name === api.authorizerName,
    )?.id,
  };
}

/** A method, and where it is. */
export type FoundMethod = { key: string; path: string; name: string } & Pick<
  Method,
  'authorizationType' | 'authorizerId' | 'methodIntegration'
> & { apiKeyRequired: boolean };

/** All but those that stay open. */
export function methodsOf({ resources }: WorkingCopy): FoundMethod[] {
  return [...resources].flatMap(([path, { id, resourceMethods = {} }]) =>
    Object.entries(resourceMethods)
      .filter(([name]) => !isOpenByNature(name))
      .map(([name, method]) => ({
        key: methodKey(id, name),
        path,
        name,
        authorizationType: method.authorizationType ?? 'NONE',
        authorizerId: method.authorizerId,
        methodIntegration: method.methodIntegration,
        apiKeyRequired: method.apiKeyRequired ?? false,
      })),
  );
}

/** Whether the gateway's authorizer is asked. */
export const isJudged = (
  { authorizationType, authorizerId }: FoundMethod,
  ours: string | undefined,
) =>
  authorizationType === 'CUSTOM' && ours !== undefined && authorizerId === ours;

/** Whether all of a deployment asks for credentials as an API in place does. */
export function isProtected(summary: Summary | undefined): boolean {
  const methods = Object.values(summary ?? {}).flatMap(each =>
    Object.entries(each)
      .filter(([name]) => !isOpenByNature(name))
      .map(([, method]) => method),
  );
  return methods.every(
    ({ authorizationType = 'CUSTOM', apiKeyRequired }) =>
      authorizationType === 'CUSTOM' && apiKeyRequired === true,
  );
}

/** What is changed of an API, as it is now. */
export function stateOf({ working }: Found, types: string[]): ApiState {
  return {
    apiKeySource: working.api.apiKeySource ?? 'HEADER',
    methods: Object.fromEntries(
      methodsOf(working).map(({ key, authorizationType, apiKeyRequired }) => [
        key,
        { authorizationType: authorizationType!, apiKeyRequired },
      ]),
    ),
    responses: Object.fromEntries(
      types.map(type => [type, working.responses[type] ?? null]),
    ),
  };
}

export function isSameResponse(
  one: OwnResponse | null,
  other: OwnResponse | null,
): boolean {
  const comparable = (response: OwnResponse | null) =>
    response && [
      response.statusCode ?? null,
      Object.entries(response.responseParameters ?? {}).sort(),
      Object.entries(response.responseTemplates ?? {}).sort(),
    ];
  return JSON.stringify(comparable(one)) === JSON.stringify(comparable(other));
}
