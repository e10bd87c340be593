import { isError, NotFoundError, NotImplementedError } from '@backstage/errors';
import {
  GatewayError,
  type GatewayErrorReason,
} from '@oaf/backstage-plugin-api-management-node';
import { JobFailure } from '@oaf/backstage-plugin-api-management-node/threads';

/** These stop every API of a region alike. */
const regionWide: GatewayErrorReason[] = [
  'role-not-assumable',
  'base-credentials',
  'clock-skew',
  'region-not-enabled',
];

/** Whether it makes no sense to go on with the region's other APIs. */
export function concernsRegion(error: unknown): boolean {
  return isGatewayError(error) && regionWide.includes(error.reason);
}

/**
 * A sentence for the people who read it in the portal. Only errors whose texts are made for them are quoted; what
 * others say may be secret and is in the log.
 */
export function failureSentence(error: unknown): string {
  if (
    isGatewayError(error) ||
    error instanceof NotImplementedError ||
    error instanceof NotFoundError
  ) {
    return error.message;
  }
  if (error instanceof JobFailure) {
    return `The definition cannot be read: ${error.message}.`;
  }
  return 'The import failed in an unexpected way. The log of the backend says how.';
}

/** By name too, for a driver may bring its own copy of the class. */
function isGatewayError(error: unknown): error is GatewayError {
  return (
    error instanceof GatewayError ||
    (isError(error) && error.name === 'GatewayError' && 'reason' in error)
  );
}
