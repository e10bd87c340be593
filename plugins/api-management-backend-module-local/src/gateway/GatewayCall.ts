import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  newerColumns,
  type AccessLogRecord,
  type Grant,
  type Integration,
} from '@oaf/contract';
import type { LocalApi } from '../config';
import type { CorsFields } from '../cors/corsFields';
import type { Reservation } from '../limits/UsedQuota';
import { EMBEDDED_ACCOUNT, EMBEDDED_STAGE } from '../driver/embeddedAccount';
import { expectsContinue } from './expectation';

/** nginx's word for a caller who left before the answer; no such status exists on the wire. */
const CLIENT_CLOSED_REQUEST = 499;

type Identity = Pick<
  AccessLogRecord,
  | 'subscriptionId'
  | 'clientId'
  | 'applicationId'
  | 'productId'
  | 'planId'
  | 'apiKeyCredentialId'
  | 'tokenId'
>;

type RecognisedBy = Pick<Identity, 'apiKeyCredentialId' | 'tokenId'> & {
  /** Of the API key; absent when that is not known. */
  planId?: string;
};

const UNRECOGNISED: Identity = {
  subscriptionId: null,
  clientId: null,
  applicationId: null,
  productId: null,
  planId: null,
  apiKeyCredentialId: null,
  tokenId: null,
};

function roundMilliseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1000;
}

/** One call and what is observed of it on the way. */
export class GatewayCall {
  readonly requestId = randomUUID();
  readonly requestTime = Date.now();
  /** Of the monotonic clock, milliseconds. */
  readonly arrivedAt = performance.now();
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Kept, because a closed socket forgets it. */
  readonly sourceIp: string;
  /** Set once the call was routed. */
  api: LocalApi | undefined;
  /** Why the gateway refused the call or could not complete it. */
  error: string | null = null;
  /** What its answer carries so that a browser's page may read it; undefined when no policy is set. */
  cors: CorsFields | undefined;
  requestLength = 0;
  responseLength = 0;
  /** What the call takes of its plan's quota, once it was admitted. */
  reservation: Reservation | undefined;
  #identity = UNRECOGNISED;
  #handedOverAt: number | undefined;
  #answeredAt: number | undefined;
  #integrationStatus: number | null = null;
  #integrationError: string | null = null;

  constructor(request: IncomingMessage, response: ServerResponse) {
    this.request = request;
    this.response = response;
    this.sourceIp = request.socket.remoteAddress ?? '';
  }

  recognise(
    grant: Grant,
    { planId = grant.planId, ...credentials }: RecognisedBy,
  ) {
    this.#identity = {
      subscriptionId: grant.subscriptionId,
      clientId: grant.clientId,
      applicationId: grant.applicationId,
      productId: grant.productId,
      planId,
      ...credentials,
    };
  }

  /** Answers `Expect: 100-continue`, if it came: only now is the body wanted (RFC 9110 section 10.1.1). */
  allowBody() {
    if (expectsContinue(this.request)) {
      this.response.writeContinue();
    }
  }

  /** The upstream begins to get the call; from now on it may work on it, whatever the caller does. */
  handOver() {
    this.#handedOverAt ??= performance.now();
  }

  /** The upstream has answered its status line and headers. */
  upstreamAnswered(status: number) {
    this.#integrationStatus = status;
    this.#answeredAt = performance.now();
  }

  /** @param error - how, for example `upstream_timeout` */
  upstreamFailed(error: string) {
    this.#integrationError = error;
  }

  /** What became of the call at the upstream so far; `isBillable` judges it. */
  get integration(): Integration {
    return {
      integrationLatency: this.#waited(),
      integrationStatus: this.#integrationStatus,
      integrationError: this.#integrationError,
    };
  }

  /** What the log says about the call, once the response is closed. */
  toRecord(): AccessLogRecord {
    const { request, response } = this;
    return {
      ...newerColumns,
      requestId: this.requestId,
      requestTime: this.requestTime,
      accountId: EMBEDDED_ACCOUNT.accountId,
      region: EMBEDDED_ACCOUNT.regions[0],
      apiId: this.api?.name ?? null,
      stage: this.api ? EMBEDDED_STAGE : null,
      ...this.#identity,
      httpMethod: request.method ?? '',
      path: (request.url ?? '').split('?', 1)[0],
      status: response.headersSent
        ? response.statusCode
        : CLIENT_CLOSED_REQUEST,
      ...this.integration,
      responseLatency: roundMilliseconds(performance.now() - this.arrivedAt),
      requestLength: this.requestLength,
      responseLength: this.responseLength,
      sourceIp: this.sourceIp,
      userAgent: request.headers['user-agent'] ?? null,
      error: this.error ?? (response.writableFinished ? null : 'client_closed'),
    };
  }

  #waited(): number | null {
    return this.#handedOverAt === undefined
      ? null
      : roundMilliseconds(
          (this.#answeredAt ?? performance.now()) - this.#handedOverAt,
        );
  }
}
