import type { PublishedRoute } from '@oaf/backstage-plugin-api-management-node';
import { answersOf } from './answers';
import { type InPlaceStep, step } from './InPlaceStep';
import { accessLogOf, type InPlaceApi, isSameLog } from './InPlaceApi';
import type { InPlaceRecord, StageRecord } from './InPlaceRecord';
import {
  type Found,
  isJudged,
  isProtected,
  isSameResponse,
  methodsOf,
} from './lookAt';

const JUDGED = { authorizationType: 'CUSTOM', apiKeyRequired: true };

/** Where the API's access log goes, as API Gateway wants its format: a line. */
export function wantedLog({ accessLog }: PublishedRoute['api']) {
  return (
    accessLog && {
      destinationArn: accessLog.destinationArn,
      format: `${accessLog.format.trim()}\n`,
    }
  );
}

/**
 * What puts the authorizer before an API, the deployment last. All but the access log, which counts calls and refuses none,
 * takes effect with the deployment only.
 */
export function protectionSteps(
  api: InPlaceApi,
  found: Found,
  { url, record, log }: ProtectionTarget,
): InPlaceStep[] {
  const authorizer = authorizerSteps(api, found, url);
  const staged = [
    ...keySourceSteps(api, found, url),
    ...responseSteps(api, found, { url, record }),
    ...methodSteps(api, found, url),
  ];
  const hasAll = found.authorizerId !== undefined && staged.length === 0;
  return [
    ...authorizer,
    ...staged,
    ...logSteps(api, found, { url, log }),
    ...(hasAll && isDeployed(api, found)
      ? []
      : [
          step(['add', 'deployment', url], `To the stage ${api.at.stage}`, () =>
            api.deploy(found.stage!.deploymentId!),
          ),
        ]),
  ];
}

/** Also by one who was cut off before it was noted. */
function isDeployed(api: InPlaceApi, { deployed, record }: Found): boolean {
  const isOurs = deployed?.description === api.deploymentDescription;
  return (isOurs || isServed(record)) && isProtected(deployed?.summary);
}

export type ProtectionTarget = {
  url: string;
  record: Pick<InPlaceRecord, 'before'>;
  log: ReturnType<typeof wantedLog>;
};

function authorizerSteps(
  api: InPlaceApi,
  { authorizerId, record }: Found,
  url: string,
): InPlaceStep[] {
  const addAuthorizer = step(
    ['add', 'authorizer', url],
    `${api.authorizerName}, the gateway's function`,
    async progress => {
      progress.authorizerId = await api.addAuthorizer();
    },
  );
  const permit = step(
    ['add', 'permission', url],
    `lambda:InvokeFunction for the API's authorizer`,
    progress => api.permit(progress.authorizerId!),
  );
  // Before it was deployed nobody knows whether it was permitted, and permitting twice does no harm.
  return [
    ...(authorizerId ? [] : [addAuthorizer]),
    ...(authorizerId && isServed(record) ? [] : [permit]),
  ];
}

/** Whether any stage of it was deployed. */
export function isServed(record: InPlaceRecord | undefined): boolean {
  return Object.values(record?.stages ?? {}).some(stage => stage.isServed);
}

function keySourceSteps(
  api: InPlaceApi,
  { working }: Found,
  url: string,
): InPlaceStep[] {
  const source = working.api.apiKeySource ?? 'HEADER';
  return source === 'AUTHORIZER'
    ? []
    : [
        step(['change', 'api-key-source', url], `${source} → AUTHORIZER`, () =>
          api.setApiKeySource('AUTHORIZER'),
        ),
      ];
}

function responseSteps(
  api: InPlaceApi,
  { working }: Found,
  { url, record }: Pick<ProtectionTarget, 'url' | 'record'>,
): InPlaceStep[] {
  return answersOf(working, record.before.responses)
    .filter(
      ([type, response]) =>
        !isSameResponse(working.responses[type] ?? null, response),
    )
    .map(([type, response]) =>
      step(
        [working.responses[type] ? 'change' : 'add', 'gateway-response', url],
        `${type} in the words of OAuth`,
        () => api.setResponse(type, response),
      ),
    );
}

function methodSteps(
  api: InPlaceApi,
  { working, authorizerId }: Found,
  url: string,
): InPlaceStep[] {
  return methodsOf(working)
    .filter(
      method => !(isJudged(method, authorizerId) && method.apiKeyRequired),
    )
    .map(({ key, path, name, authorizationType, apiKeyRequired }) =>
      step(
        ['change', 'method', `${url}${path}`],
        `${name}: ${
          apiKeyRequired
            ? `${authorizationType} and API key`
            : authorizationType
        } → access token and API key`,
        progress => api.setMethod(key, JUDGED, progress.authorizerId),
      ),
    );
}

function logSteps(
  api: InPlaceApi,
  { stage }: Found,
  { url, log }: Pick<ProtectionTarget, 'url' | 'log'>,
): InPlaceStep[] {
  const present = stage ? accessLogOf(stage) : null;
  return !log || isSameLog(present, log)
    ? []
    : [
        step(
          [present ? 'change' : 'add', 'access-log', url],
          present
            ? `${present.destinationArn} → ${log.destinationArn}`
            : log.destinationArn,
          () => api.setAccessLog(log),
        ),
      ];
}

/** What to go back to from a stage that is about to be deployed. */
export function stageBefore(
  api: InPlaceApi,
  { stage, deployed }: Found,
  known: StageRecord | undefined,
): StageRecord['before'] {
  const isOurs = deployed?.description === api.deploymentDescription;
  const served = stage!.deploymentId!;
  const accessLog = known ? known.before.accessLog : accessLogOf(stage!);
  if (known && (isOurs || known.before.deploymentId === served)) {
    return known.before;
  }
  // Its owner deployed since: with the authorizer in it, it is no way back.
  const isWayBack = !known || !isProtected(deployed?.summary);
  return { deploymentId: isWayBack ? served : null, accessLog };
}
