import type { IncomingMessage } from 'node:http';
import type { Principal } from '../world/Sessions';
import type { World } from '../world/World';
import { AwsError } from './AwsError';
import type { ClaimedScope } from './parseScope';
import { verifySignature } from './verifySignature';

const TOLERATED_SKEW_MS = 5 * 60_000;

/** How a protocol family names the same refusals. */
const codes = {
  query: {
    invalid: 'InvalidClientTokenId',
    expired: 'ExpiredToken',
    signature: 'SignatureDoesNotMatch',
  },
  json: {
    invalid: 'UnrecognizedClientException',
    expired: 'ExpiredTokenException',
    signature: 'InvalidSignatureException',
  },
};

/** Finds who signed the request. The signature itself is checked only on request: it costs as much as the answer. */
export async function authenticate(
  world: World,
  request: IncomingMessage,
  options: {
    scope: ClaimedScope;
    protocol: keyof typeof codes;
    /** Undefined: do not check signatures. */
    signedBody: string | undefined;
  },
): Promise<Principal> {
  const code = codes[options.protocol];
  const principal = world.sessions.find(options.scope.accessKeyId);
  const token = request.headers['x-amz-security-token'];
  if (!principal || token !== principal.sessionToken) {
    throw new AwsError(
      403,
      code.invalid,
      'The security token included in the request is invalid.',
    );
  }
  checkClock(world, request, options.scope, code.signature);
  if (principal.expiresAt !== undefined && principal.expiresAt <= world.now()) {
    throw new AwsError(
      403,
      code.expired,
      'The security token included in the request is expired',
    );
  }
  if (
    options.signedBody !== undefined &&
    !(await verifySignature(request, {
      ...options,
      body: options.signedBody,
      principal,
    }))
  ) {
    throw new AwsError(
      403,
      code.signature,
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  return principal;
}

function checkClock(
  world: World,
  request: IncomingMessage,
  scope: ClaimedScope,
  code: string,
) {
  const signed = String(request.headers['x-amz-date'] ?? '');
  const signedAt = parseAmzDate(signed);
  if (!signed.startsWith(scope.date) || Number.isNaN(signedAt)) {
    throw new AwsError(
      403,
      code,
      'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP',
    );
  }
  const now = world.now();
  const reached = toAmzDate(now);
  if (now - signedAt > TOLERATED_SKEW_MS) {
    throw new AwsError(
      403,
      code,
      `Signature expired: ${signed} is now earlier than ${toAmzDate(
        now - TOLERATED_SKEW_MS,
      )} (${reached} - 5 min.)`,
    );
  }
  if (signedAt - now > TOLERATED_SKEW_MS) {
    throw new AwsError(
      403,
      code,
      `Signature not yet current: ${signed} is still later than ${toAmzDate(
        now + TOLERATED_SKEW_MS,
      )} (${reached} + 5 min.)`,
    );
  }
}

function parseAmzDate(text: string): number {
  return Date.parse(
    text.replace(
      /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/,
      '$1-$2-$3T$4:$5:$6Z',
    ),
  );
}

function toAmzDate(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}
