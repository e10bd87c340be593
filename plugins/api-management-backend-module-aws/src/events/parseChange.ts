import type { GatewayChange } from '@oaf/backstage-plugin-api-management-node';

type Fields = Record<string, any>;

/** `…::/restapis/a1b2c3/stages/prod`, `…::/apis/a1b2c3` */
const API_ARN = /::\/(?:restapis|apis)\/([a-z0-9]+)/;

function apiIdOf({ requestParameters, responseElements }: Fields) {
  const request: Fields = requestParameters ?? {};
  const response: Fields = responseElements ?? {};
  const id =
    request.restApiId ??
    request.apiId ??
    response.apiId ??
    response.id ??
    API_ARN.exec(request.resourceArn)?.[1];
  return typeof id === 'string' ? id : undefined;
}

function isOfApiGateway(event: Fields): boolean {
  return (
    event?.source === 'aws.apigateway' &&
    event['detail-type'] === 'AWS API Call via CloudTrail' &&
    /^\d{12}$/.test(event.account) &&
    typeof event.region === 'string' &&
    typeof event.detail === 'object' &&
    event.detail !== null
  );
}

/** `responseElements.id` is that of the API only where an API was made. */
function withoutOtherIds(detail: Fields): Fields {
  const isApi = /RestApi$/.test(detail.eventName);
  return isApi
    ? detail
    : {
        ...detail,
        responseElements: { apiId: detail.responseElements?.apiId },
      };
}

/**
 * Reads an EventBridge event of a CloudTrail record, REST or V2.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-service-event-cloudtrail.html
 *
 * @returns undefined for a call that failed, which changed nothing
 * @throws SyntaxError when the text is no such event
 */
export function parseChange(text: string): GatewayChange | undefined {
  const event: Fields = JSON.parse(text);
  if (!isOfApiGateway(event)) {
    throw new SyntaxError('it is not an API Gateway call via CloudTrail');
  }
  if (event.detail.errorCode) {
    return undefined;
  }
  return {
    accountId: event.account,
    region: event.region,
    apiId: apiIdOf(withoutOtherIds(event.detail)),
  };
}
