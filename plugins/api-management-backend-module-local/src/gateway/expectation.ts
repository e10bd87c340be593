import type { IncomingMessage } from 'node:http';
import { GatewayProblem } from './GatewayProblem';

/** HTTP/1.0 knows no expectations; what looks like one is ignored (RFC 9110 section 10.1.1). */
function expectationOf({ headers, httpVersion }: IncomingMessage) {
  return httpVersion === '1.0' ? undefined : headers.expect;
}

/** Whether the caller keeps the body back until it is asked for. */
export function expectsContinue(request: IncomingMessage): boolean {
  return expectationOf(request) !== undefined;
}

/** @throws GatewayProblem 417 */
export function requireKnownExpectation(request: IncomingMessage): void {
  const expectation = expectationOf(request) ?? '100-continue';
  const isKnown = expectation
    .split(',')
    .every(member => member.trim().toLowerCase() === '100-continue');
  if (!isKnown) {
    throw new GatewayProblem(417, 'expectation_failed', {
      detail: 'The only expectation that can be met is 100-continue.',
    });
  }
}
