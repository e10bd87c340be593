import type { StackTarget } from '@oaf/backstage-plugin-api-management-node';
import { toDeploymentError } from './toDeploymentError';

const target = {
  account: { accountId: '123456789012', alias: 'Payments' },
  region: 'af-south-1',
  stackName: 'oaf-gateway',
} as StackTarget;

const faultOf = (name: string, message: string, httpStatusCode = 400) =>
  Object.assign(new Error(message), {
    name,
    $metadata: { httpStatusCode },
  });

/** What AWS answers to a request → what it is taken for, and what people are told to do. */
describe('a request that AWS refuses', () => {
  it.each([
    [
      'of a role without the right',
      faultOf('AccessDenied', 'not authorized', 403),
      'access-denied',
      'Update its stack to the current template with the permission set deploy',
    ],
    [
      'in a region that is not enabled',
      faultOf('UnrecognizedClientException', 'The security token is invalid'),
      'region-not-enabled',
      "Enable it in the account's settings, or choose another one.",
    ],
    [
      'in a region that nobody opted into',
      faultOf('OptInRequired', 'You are not subscribed to this service', 403),
      'region-not-enabled',
      "Enable it in the account's settings, or choose another one.",
    ],
    [
      'with credentials that ended',
      faultOf('ExpiredTokenException', 'The security token is expired', 403),
      'base-credentials',
      'it goes on by itself with good ones',
    ],
    [
      'because there were too many',
      faultOf('Throttling', 'Rate exceeded'),
      'throttled',
      'It is tried again.',
    ],
    [
      'beyond the number of stacks',
      faultOf('LimitExceededException', 'Stack limit has been reached'),
      'quota-exceeded',
      'ask AWS for a higher one in Service Quotas, and start again',
    ],
    [
      'beyond the number of buckets',
      faultOf('TooManyBuckets', 'You have too many buckets'),
      'quota-exceeded',
      'Remove what is no longer needed',
    ],
    [
      'without a word',
      faultOf('Unknown', 'UnknownError', 403),
      'access-denied',
      'The trust role may not do this in af-south-1 of account 123456789012 (Payments).',
    ],
  ])('%s', (_, fault, reason, sentence) => {
    const error = toDeploymentError(
      fault,
      target,
      new AbortController().signal,
    );
    expect(error).toMatchObject({
      name: 'GatewayError',
      reason,
      message: expect.stringContaining(sentence),
    });
    expect((error as Error).message).toContain(fault.message);
  });

  it.each([
    ['InputError', 'ValidationError', 'Parameters: [Domain] do not exist'],
    ['InputError', 'InsufficientCapabilitiesException', 'CAPABILITY_IAM'],
    [
      'ConflictError',
      'ValidationError',
      'Stack cannot be deleted while TerminationProtection is enabled',
    ],
  ])('for good: %s of %s', (name, code, message) => {
    expect(
      toDeploymentError(
        faultOf(code, message),
        target,
        new AbortController().signal,
      ),
    ).toMatchObject({
      name,
      message: expect.stringMatching(/start again\. AWS said: /),
    });
  });
});
