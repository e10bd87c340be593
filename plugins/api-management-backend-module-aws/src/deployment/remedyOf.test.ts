import type { StackEvent } from '@oaf/backstage-plugin-api-management-node';
import { remedyOf } from './remedyOf';

/** Reasons as CloudFormation gives them for a resource → what the remedy begins with. */
describe('the remedy of a failed resource', () => {
  it.each([
    [
      'User: arn:aws:sts::123456789012:assumed-role/oaf-cfn-exec/AWSCloudFormation is not authorized to perform: kms:CreateKey on resource: * because no identity-based policy allows the kms:CreateKey action',
      'The role that CloudFormation works with (oaf-cfn-exec) may not do this.',
    ],
    [
      'Resource handler returned message: "The bucket you tried to delete is not empty. You must delete all versions in the bucket. (Service: S3, Status Code: 409)"',
      'Empty it in the account, with all versions of its objects,',
    ],
    [
      'oaf-logs-123456789012 already exists in stack arn:aws:cloudformation:eu-central-1:123456789012:stack/other/1',
      'There is one of that name already.',
    ],
    [
      'Resource handler returned message: "Table already exists: oaf-grants (Service: DynamoDb, Status Code: 400)" (HandlerErrorCode: AlreadyExists)',
      'There is one of that name already.',
    ],
    [
      'The maximum number of customer master keys has been reached (Service: AWSKMS; Error Code: LimitExceededException)',
      'A quota of the account is used up.',
    ],
    [
      'Resource handler returned message: "Specified ReservedConcurrentExecutions decreases account\'s UnreservedConcurrentExecution below its minimum value; the quota is used up"',
      'A quota of the account is used up.',
    ],
    [
      'You have attempted to create more buckets than allowed: TooManyBuckets',
      'A quota of the account is used up.',
    ],
    [
      'Too Many Requests (Service: ApiGateway, Status Code: 429, Request ID: 1)',
      'AWS had too much to do.',
    ],
    ['Rate limit exceeded', 'AWS had too much to do.'],
    ['Rate exceeded (Service: Kms)', 'AWS had too much to do.'],
    [
      'The security token included in the request is expired',
      'Credentials ended while it was under way.',
    ],
    [
      'Resource type AWS::X::Y is not supported in this region',
      'The region does not have it.',
    ],
    ['Custom resource did not stabilize', 'It did not get ready in time.'],
    [
      'resource sg-1 has a dependent object (Code: DependencyViolation)',
      'Something else needs it.',
    ],
    [
      'The specified key does not exist. (Code: NoSuchKey)',
      'What it refers to is not there.',
    ],
    [
      'Properties validation failed for resource Api',
      'A value is not accepted.',
    ],
    ['Something nobody has seen', 'Put right what AWS says, and start again.'],
  ])('%s', (reason, beginning) => {
    const remedy = remedyOf({ reason } as StackEvent);
    expect(remedy.slice(0, beginning.length)).toBe(beginning);
    expect(remedy).toMatch(/(start again|remove the stack again)|few minutes/i);
  });
});
