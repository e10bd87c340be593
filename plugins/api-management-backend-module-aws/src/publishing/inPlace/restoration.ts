import { answersOf } from './answers';
import { accessLogOf, type InPlaceApi, isSameLog } from './InPlaceApi';
import type {
  ApiState,
  MethodAuthorization,
  StageState,
} from './InPlaceRecord';
import { type InPlaceStep, step } from './InPlaceStep';
import { type Found, isJudged, isSameResponse, methodsOf } from './lookAt';

/** Of methods that the gateway's authorizer judges although nobody remembers what they were: nobody is let in. */
const CLOSED: MethodAuthorization = {
  authorizationType: 'AWS_IAM',
  apiKeyRequired: false,
};

export type RestorationTarget = {
  url: string;
  /** Of the stage. */
  stage: StageState;
  /** Of the API; undefined while another stage of it is in place. */
  api: ApiState | undefined;
  /** What remains of this gateway goes, too. */
  isForgotten: boolean;
  /** Whether what the stage served is there still. */
  isWayBack: boolean;
};

/**
 * What brings an API back to what it was, the stage first: from then on it is called as before. What its owner changed since
 * stays as it is.
 */
export function restorationSteps(
  api: InPlaceApi,
  found: Found,
  target: RestorationTarget,
): InPlaceStep[] {
  const { stage } = found;
  const isMoved =
    stage !== undefined && stage.deploymentId !== target.stage.deploymentId;
  const isBack = isMoved && target.isWayBack;
  return [
    ...(isBack ? [goBackStep(api, found, target)] : []),
    ...(target.api ? apiSteps(api, found, target.api, target.url) : []),
    ...(isMoved && !isBack ? [deployStep(api, found, target.url)] : []),
    ...(isBack ? [] : logSteps(api, found, target)),
    ...(target.isForgotten ? forgetSteps(api, found, target.url) : []),
    ...oldDeploymentSteps(api, found, target),
  ];
}

function goBackStep(
  api: InPlaceApi,
  { stage }: Found,
  target: RestorationTarget,
): InPlaceStep {
  return step(
    ['change', 'deployment', target.url],
    `${stage!.deploymentId} → ${target.stage.deploymentId}, served before`,
    () => api.goBack(target.stage, accessLogOf(stage!)),
  );
}

/** Its owner deployed since, with the authorizer in it. */
function deployStep(
  api: InPlaceApi,
  { stage }: Found,
  url: string,
): InPlaceStep {
  return step(
    ['add', 'deployment', url],
    `To the stage ${api.at.stage}, as its owner deployed since`,
    () => api.deploy(stage!.deploymentId!),
  );
}

function apiSteps(
  api: InPlaceApi,
  found: Found,
  to: ApiState,
  url: string,
): InPlaceStep[] {
  const source = found.working.api.apiKeySource ?? 'HEADER';
  const isOtherSource = source === 'AUTHORIZER' && to.apiKeySource !== source;
  return [
    ...methodSteps(api, found, to.methods, url),
    ...responseSteps(api, found, to.responses, url),
    ...(isOtherSource
      ? [
          step(
            ['change', 'api-key-source', url],
            `${source} → ${to.apiKeySource}`,
            () => api.setApiKeySource(to.apiKeySource),
          ),
        ]
      : []),
  ];
}

function methodSteps(
  api: InPlaceApi,
  { working, authorizerId }: Found,
  to: ApiState['methods'],
  url: string,
): InPlaceStep[] {
  return methodsOf(working)
    .filter(method => isJudged(method, authorizerId))
    .map(method => ({ ...method, to: to[method.key] ?? CLOSED }))
    .filter(method => method.to.authorizationType !== 'CUSTOM')
    .map(({ key, path, name, to: { authorizationType, apiKeyRequired } }) =>
      step(
        ['change', 'method', `${url}${path}`],
        `${name}: access token and API key → ${
          apiKeyRequired
            ? `${authorizationType} and API key`
            : authorizationType
        }`,
        () => api.setMethod(key, { authorizationType, apiKeyRequired }),
      ),
    );
}

function responseSteps(
  api: InPlaceApi,
  { working }: Found,
  to: ApiState['responses'],
  url: string,
): InPlaceStep[] {
  const present = working.responses;
  return answersOf(working, to)
    .filter(
      ([type, ours]) =>
        isSameResponse(present[type] ?? null, ours) &&
        !isSameResponse(to[type] ?? null, ours),
    )
    .map(([type]) =>
      step(
        [to[type] ? 'change' : 'remove', 'gateway-response', url],
        to[type] ? `${type} as it was` : type,
        () => api.setResponse(type, to[type] ?? null),
      ),
    );
}

function logSteps(
  api: InPlaceApi,
  { stage }: Found,
  { stage: to, url }: RestorationTarget,
): InPlaceStep[] {
  const present = stage ? accessLogOf(stage) : null;
  return !stage || isSameLog(present, to.accessLog)
    ? []
    : [
        step(
          [to.accessLog ? 'change' : 'remove', 'access-log', url],
          `${present?.destinationArn ?? 'none'} → ${
            to.accessLog?.destinationArn ?? 'none'
          }`,
          () => api.setAccessLog(to.accessLog),
        ),
      ];
}

function forgetSteps(
  api: InPlaceApi,
  { authorizerId }: Found,
  url: string,
): InPlaceStep[] {
  return [
    ...(authorizerId
      ? [
          step(['remove', 'authorizer', url], api.authorizerName, () =>
            api.removeAuthorizer(authorizerId),
          ),
        ]
      : []),
    step(
      ['remove', 'permission', url],
      `lambda:InvokeFunction for the API's authorizer`,
      () => api.forbid(),
    ),
  ];
}

/** By then the stage does not serve it any more. */
function oldDeploymentSteps(
  api: InPlaceApi,
  { deployed, record }: Found,
  { stage: to, url }: RestorationTarget,
): InPlaceStep[] {
  const isOurs = deployed?.description === api.deploymentDescription;
  const id = isOurs ? deployed.id : record?.stages[api.at.stage]?.deploymentId;
  return id === undefined || id === to.deploymentId
    ? []
    : [step(['remove', 'deployment', url], id, () => api.removeDeployment(id))];
}
