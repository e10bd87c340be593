import { readRawHeaders, type AccessService } from '@oaf/access';
import { provenConnection } from '../tls/provenConnection';
import type { GatewayCall } from './GatewayCall';
import { hasBody } from './headers';
import { meterBody, type BodyLimits } from './meterBody';

/** Answers a call to the issuer: registration, tokens, metadata. */
export async function serveIssuer(
  service: AccessService,
  call: GatewayCall,
  { path, limits }: { path: string; limits: BodyLimits },
): Promise<void> {
  const { request, response } = call;
  const { status, headers, body } = await service(
    {
      method: request.method ?? '',
      path,
      headers: readRawHeaders(request.rawHeaders),
      body: hasBody(request) ? meterBody(call, limits) : null,
    },
    provenConnection(request.socket),
  );
  call.responseLength = Buffer.byteLength(body);
  response.writeHead(status, { ...call.cors, ...headers });
  response.end(body);
}
