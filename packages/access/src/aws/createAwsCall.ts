import { AwsClient } from 'aws4fetch';
import { AwsError } from './AwsError';

/** The services the door talks to, all of which speak JSON over POST; `target` is the prefix of X-Amz-Target. */
const services = {
  dynamodb: { target: 'DynamoDB_20120810', version: '1.0' },
  kms: { target: 'TrentService', version: '1.1' },
  secretsmanager: { target: 'secretsmanager', version: '1.1' },
};

export interface AwsCallOptions {
  region: string;
  /** Default: the service's regional endpoint. */
  endpoint?: string;
  /** Domain of the services in the region's partition; default: that of the partition `aws`. */
  urlSuffix?: string;
  credentials: {
    accessKeyId: string;
    secretAccessKey: string;
    sessionToken?: string;
  };
  /** Ends a call that is under way. */
  signal?: AbortSignal;
}

/** Calls an operation of one service with the input and output of its API reference. Rejects with AwsError. */
export type AwsCall = <Output>(
  operation: string,
  input: unknown,
) => Promise<Output>;

interface ErrorBody {
  __type?: string;
  message?: string;
  Message?: string;
  CancellationReasons?: { Code?: string }[];
}

async function toAwsError(
  operation: string,
  response: Response,
): Promise<AwsError> {
  const body: ErrorBody = await response.json().catch(() => ({}));
  const code = body.__type?.split('#').pop() ?? `HTTP ${response.status}`;
  return new AwsError(
    operation,
    code,
    body.message ?? body.Message ?? '',
    body.CancellationReasons?.map(({ Code = 'None' }) => Code),
  );
}

/**
 * A client of one service: SigV4 by aws4fetch, which tries again after 429 and 5xx with growing pauses. The AWS SDK
 * does the same, but its import takes longer than all of the authorizer's (see the README).
 */
export function createAwsCall(
  service: keyof typeof services,
  options: AwsCallOptions,
): AwsCall {
  const { region, credentials, urlSuffix = 'amazonaws.com' } = options;
  const { target, version } = services[service];
  const client = new AwsClient({
    ...credentials,
    region,
    service,
    retries: 3,
  });
  const endpoint =
    options.endpoint ?? `https://${service}.${region}.${urlSuffix}`;
  return async <Output>(operation: string, input: unknown) => {
    const response = await client.fetch(endpoint, {
      method: 'POST',
      signal: options.signal,
      headers: {
        'Content-Type': `application/x-amz-json-${version}`,
        'X-Amz-Target': `${target}.${operation}`,
      },
      body: JSON.stringify(input),
    });
    if (!response.ok) {
      throw await toAwsError(operation, response);
    }
    return (await response.json()) as Output;
  };
}
