import { Readable } from 'node:stream';
import type { FetchHandler } from '@oaf/access';
import { provenConnection } from '../tls/provenConnection';
import type { GatewayCall } from './GatewayCall';
import { GatewayProblem } from './GatewayProblem';
import { hasBody } from './headers';
import { meterBody, type BodyLimits } from './meterBody';

/** Header fields as they came. */
function toFetchHeaders(rawHeaders: string[]): Headers {
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    headers.append(rawHeaders[index], rawHeaders[index + 1]);
  }
  return headers;
}

function toFetchRequest(
  call: GatewayCall,
  url: string,
  limits: BodyLimits,
): Request {
  const { request } = call;
  try {
    return new Request(url, {
      method: request.method,
      headers: toFetchHeaders(request.rawHeaders),
      body: hasBody(request)
        ? (Readable.toWeb(meterBody(call, limits)) as ReadableStream)
        : undefined,
      duplex: 'half',
    } as RequestInit);
  } catch (cause) {
    throw new GatewayProblem(405, 'method_not_allowed', {
      detail: `${request.method} is not possible here.`,
      cause,
    });
  }
}

/**
 * Answers a call with a fetch-style handler.
 * @param target - `url`: the configured public address of what was called, never built from `Host`
 * @throws GatewayProblem 405 when the method cannot be a fetch request's, for example TRACE, or GET with a body
 */
export async function serveFetch(
  handler: FetchHandler,
  call: GatewayCall,
  target: { url: string; limits: BodyLimits },
): Promise<void> {
  const answer = await handler(
    toFetchRequest(call, target.url, target.limits),
    provenConnection(call.request.socket),
  );
  const body = Buffer.from(await answer.arrayBuffer());
  call.responseLength = body.length;
  call.response.writeHead(answer.status, Object.fromEntries(answer.headers));
  call.response.end(body);
}
