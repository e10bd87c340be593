import { STATUS_CODES } from 'node:http';
import { expectsContinue } from './expectation';
import type { GatewayCall } from './GatewayCall';
import type { GatewayProblem } from './GatewayProblem';

/** Answers RFC 9457 problem details; once an answer has begun all that is left is to break it off. */
export function answerProblem(call: GatewayCall, problem: GatewayProblem) {
  call.error ??= problem.error;
  if (call.response.headersSent) {
    call.response.destroy();
    return;
  }
  if (expectsContinue(call.request)) {
    // Its body was not asked for, and may come or not: what comes next on this connection cannot be told.
    call.response.shouldKeepAlive = false;
  }
  const body = JSON.stringify({
    type: 'about:blank',
    title: STATUS_CODES[problem.status],
    status: problem.status,
    detail: problem.message,
    instance: `urn:uuid:${call.requestId}`,
    error: problem.error,
  });
  call.responseLength = Buffer.byteLength(body);
  call.response.writeHead(problem.status, {
    ...call.cors,
    ...problem.headers,
    'content-type': 'application/problem+json',
    'content-length': call.responseLength,
    'cache-control': 'no-store',
  });
  call.response.end(body);
}
