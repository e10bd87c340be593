import type {
  APIGatewayProxyEvent,
  APIGatewayProxyEventV2,
  APIGatewayRequestAuthorizerEvent,
  APIGatewayRequestAuthorizerEventV2,
} from 'aws-lambda';
import { X509Certificate } from 'node:crypto';
import type { Connection } from '../connection';

/** A call of an endpoint: from a REST API (1.0) or an HTTP API (2.0). */
export type EndpointEvent = APIGatewayProxyEvent | APIGatewayProxyEventV2;

/** A call to be judged: from a REST API's REQUEST authorizer, or an HTTP API's with payload format 2.0. */
export type AuthorizerEvent =
  | APIGatewayRequestAuthorizerEvent
  | APIGatewayRequestAuthorizerEventV2;

export function isHttpEndpoint(
  event: EndpointEvent,
): event is APIGatewayProxyEventV2 {
  return 'version' in event && event.version === '2.0';
}

export function isHttpAuthorizer(
  event: AuthorizerEvent,
): event is APIGatewayRequestAuthorizerEventV2 {
  return 'version' in event && event.version === '2.0';
}

type OneValue = Record<string, string | undefined> | null;
type AllValues = Record<string, string[] | undefined> | null;

/** A REST API answers each value of a field that came twice, so that a second proof shows; an HTTP API joins them. */
export function readHeaders(event: object): Headers {
  const { headers, multiValueHeaders } = event as {
    headers?: OneValue;
    multiValueHeaders?: AllValues;
  };
  const fields = multiValueHeaders
    ? Object.entries(multiValueHeaders).flatMap(([name, values = []]) =>
        values.map((value): [string, string] => [name, value]),
      )
    : Object.entries(headers ?? {}).map(
        ([name, value = '']): [string, string] => [name, value],
      );
  return new Headers(fields);
}

interface ClientCertificates {
  identity?: { clientCert?: { clientCertPem?: string } | null };
  authentication?: { clientCert?: { clientCertPem?: string } | null } | null;
}

/** The certificate that API Gateway's mutual TLS verified. */
export function readConnection(event: object): Connection {
  const { requestContext } = event as { requestContext: ClientCertificates };
  const pem =
    requestContext.identity?.clientCert?.clientCertPem ??
    requestContext.authentication?.clientCert?.clientCertPem;
  return pem
    ? { clientCertificate: { der: new X509Certificate(pem).raw } }
    : {};
}
