import { PassThrough, type Readable } from 'node:stream';
import type { LocalGatewayConfig } from '../config';
import type { GatewayCall } from './GatewayCall';
import { GatewayProblem } from './GatewayProblem';

/** What a caller may send, and how slowly. */
export type BodyLimits = Pick<LocalGatewayConfig, 'maxRequestBodyBytes'> & {
  /** Milliseconds between two chunks. */
  idle: number;
};

export function tooLarge(maxBytes: number): GatewayProblem {
  return new GatewayProblem(413, 'payload_too_large', {
    detail: `The body of a request may have ${maxBytes} bytes.`,
  });
}

function tooSlow(): GatewayProblem {
  return new GatewayProblem(408, 'request_timeout', {
    detail: 'The body of the request did not arrive in time.',
  });
}

/**
 * The body of a call, counted as it passes; it breaks off with GatewayProblem 413 or 408. Only time in which the gateway
 * waits for the caller counts: one whose upstream takes long is not to blame.
 */
export function meterBody(
  call: GatewayCall,
  { maxRequestBodyBytes, idle }: BodyLimits,
): Readable {
  const { request } = call;
  const body = new PassThrough();
  const timer = setTimeout(() => {
    if (request.isPaused()) {
      timer.refresh();
    } else {
      body.destroy(tooSlow());
    }
  }, idle);
  request.on('data', (chunk: Buffer) => {
    call.requestLength += chunk.length;
    timer.refresh();
    if (call.requestLength > maxRequestBodyBytes) {
      body.destroy(tooLarge(maxRequestBodyBytes));
    }
  });
  // Its reader gets the error; where there is no reader any more it is of no interest.
  body.on('error', () => {}).once('close', () => clearTimeout(timer));
  call.allowBody();
  return request.pipe(body);
}
