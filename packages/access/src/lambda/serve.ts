import {
  type AccessService,
  createAccessService,
} from '../createAccessService';
import type { TokenSigner } from '../ports';
import {
  type EndpointEnvironment,
  readEndpointEnvironment,
} from './environment';
import { type EndpointEvent, readConnection } from './events';
import { logError } from './log';
import { openKeyPairs, openNonceKeys, openTable } from './openPorts';
import { toAccessRequest, toProxyResult } from './toAccessRequest';

interface OpenedService {
  issuer: string;
  answer: AccessService;
  /** Writes what waits in memory. */
  flush(): Promise<void>;
}

/** Opens the issuer's keys, with or without the right to sign. */
type OpenSigner = (environment: EndpointEnvironment) => Promise<TokenSigner>;

async function open(openSigner: OpenSigner): Promise<OpenedService> {
  const environment = readEndpointEnvironment(process.env);
  const { issuer, mutualTlsIssuer } = environment;
  const { uses, ...state } = openTable(environment);
  const answer = createAccessService({
    issuer,
    ...state,
    nonceKeys: openNonceKeys(environment),
    signer: await openSigner(environment),
    keyPairs: openKeyPairs(environment),
    mutualTls: mutualTlsIssuer ? { aliasBaseUrl: mutualTlsIssuer } : undefined,
  });
  return { issuer, answer, flush: () => uses.flush() };
}

const unavailable = {
  status: 500,
  headers: {
    'Cache-Control': 'no-store',
    'Content-Type': 'application/json',
  },
  body: '{"error":"server_error","error_description":"The request cannot be answered now"}',
};

async function answerEvent(
  { issuer, answer, flush }: OpenedService,
  event: EndpointEvent,
) {
  const request = toAccessRequest(event, issuer);
  const response = await answer(request, readConnection(event));
  await flush();
  return response;
}

/**
 * A Lambda function behind a REST API (proxy integration) or an HTTP API (payload format 2.0) that answers the paths of
 * the issuer which API Gateway sends to it. The ports are opened with the first event and kept; a failure to do so is
 * tried again with the next.
 */
export function serve(openSigner: OpenSigner) {
  let opened: Promise<OpenedService> | undefined;
  const openOnce = () => {
    opened ??= open(openSigner).catch(error => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
  return async (event: EndpointEvent) => {
    try {
      return toProxyResult(await answerEvent(await openOnce(), event));
    } catch (error) {
      logError('A request was not answered', error);
      return toProxyResult(unavailable);
    }
  };
}
