import type { PublishedRoute } from '@oaf/backstage-plugin-api-management-node';
import { accessLogOf, isSameLog } from './InPlaceApi';
import { type Found, methodsOf } from './lookAt';
import { isServed, wantedLog } from './protection';

const STACK = 'aws:cloudformation:stack-name';

/** What changes for whoever has to do with the API today. */
export function warningsInPlace(
  { api }: PublishedRoute,
  found: Found,
  undeployed: string | undefined,
): string[] {
  const { working, stage, record } = found;
  const log = wantedLog(api);
  const present = stage ? accessLogOf(stage) : null;
  const stack = working.api.tags?.[STACK];
  const keyed = methodsOf(working).filter(
    ({ authorizationType, apiKeyRequired }) =>
      authorizationType === 'NONE' && apiKeyRequired,
  ).length;
  const isNew = !isServed(record);
  return [
    ...(undeployed ? [undeployed] : []),
    ...(isNew
      ? [
          `Whoever calls ${
            api.url
          } without an access token today is refused from then on${
            keyed > 0 ? `, also with an API key of the API's owner` : ''
          }.`,
        ]
      : []),
    ...(stack
      ? [
          `The API at ${api.url} belongs to the CloudFormation stack ${stack}; its next update may take the authorizer away. Drift shows when it does.`,
        ]
      : []),
    ...(present && log && !isSameLog(present, log)
      ? [
          `Calls of ${api.url} are no longer recorded at ${present.destinationArn}, as a stage has one access log.`,
        ]
      : []),
    ...(log
      ? []
      : [
          `Calls of ${api.url} are not counted: nothing delivers access logs in ${api.region} of account ${api.account.alias}. Deploy the stack log-delivery there.`,
        ]),
  ];
}
