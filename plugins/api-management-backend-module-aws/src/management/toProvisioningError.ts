import { CustomErrorBase } from '@backstage/errors';
import { AwsError } from '@oaf/access/aws';
import { GatewayError } from '@oaf/backstage-plugin-api-management-node';
import { AwsFault } from '../controlPlane/AwsFault';
import { toGatewayError, type Place } from '../controlPlane/toGatewayError';
import { fromSdkError } from '../credentials/describeStsFault';

const DENIED = /^AccessDenied/;
const PERMISSION = /perform: (\S+?)(?=[\s,.]|$)/;

const TABLE_THROTTLES = /^(ProvisionedThroughput|RequestLimit)Exceeded/;

function fromTable(error: AwsError): AwsFault {
  const { code, message } = error;
  const told = Number(/^HTTP (\d+)$/.exec(code)?.[1] ?? 400);
  const status = TABLE_THROTTLES.test(code) ? 429 : told;
  return new AwsFault({ status, code, message, cause: error });
}

type Thrown = Error & {
  $metadata?: { httpStatusCode?: number };
  cause?: { code?: string };
};

/** An error of the SDK or of DynamoDB as the lean transport has it; what is of neither passes as it is. */
export function toFault(thrown: unknown): unknown {
  if (thrown instanceof AwsError) {
    return fromTable(thrown);
  }
  const error = thrown as Thrown;
  if (error.$metadata?.httpStatusCode !== undefined) {
    return fromSdkError(error);
  }
  const isTimeout = error.name === 'TimeoutError';
  const code = isTimeout ? 'ETIMEDOUT' : error.cause?.code;
  return code === undefined || error instanceof CustomErrorBase
    ? error
    : Object.assign(new Error(error.message, { cause: error }), { code });
}

function denied(fault: AwsFault, { account, region }: Place): GatewayError {
  const permission = PERMISSION.exec(fault.message)?.[1];
  return new GatewayError(
    'access-denied',
    `The trust role ${
      permission ? `lacks ${permission}` : 'may not do this'
    } in ${region} of account ${account.accountId} (${
      account.alias
    }). Update its stack to the current template with the permission set provision, and see whether a service control policy or a permissions boundary forbids it. AWS said: ${
      fault.code
    }, ${fault.message}`,
    fault,
  );
}

/** What an operator can do about an error of provisioning or publishing; abortion and errors of ours pass as they are. */
export function toProvisioningError(
  error: unknown,
  place: Place,
  signal: AbortSignal,
): unknown {
  const fault = toFault(error);
  if (signal.aborted) {
    return signal.reason;
  }
  if (fault instanceof AwsFault) {
    return DENIED.test(fault.code)
      ? denied(fault, place)
      : toGatewayError(fault, place, signal);
  }
  const isNetworkError = (fault as { code?: string }).code !== undefined;
  return isNetworkError ? toGatewayError(fault, place, signal) : fault;
}
