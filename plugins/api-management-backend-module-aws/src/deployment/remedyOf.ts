import type { StackEvent } from '@oaf/backstage-plugin-api-management-node';

/** What AWS says of a resource → what to do. The first that fits. */
const REMEDIES: Array<[RegExp, string]> = [
  [
    /not authorized to perform|AccessDenied|access denied/i,
    'The role that CloudFormation works with (oaf-cfn-exec) may not do this. Update the trust stack of the account to the current template with the permission set deploy, see whether a service control policy forbids it, and start again.',
  ],
  [
    /not empty|BucketNotEmpty/i,
    'Empty it in the account, with all versions of its objects, and remove the stack again.',
  ],
  [
    /already exists|AlreadyExists|is already in use|BucketAlreadyOwned/i,
    'There is one of that name already. Remove or rename it in the account, or choose another name in the parameters, and start again.',
  ],
  [
    /throttl|rate (limit )?exceeded|too ?many ?requests|SlowDown/i,
    'AWS had too much to do. Start again in a few minutes.',
  ],
  [
    /limit ?exceeded|quota|too ?many|maximum number/i,
    'A quota of the account is used up. Remove what is no longer needed, or ask AWS for a higher one in Service Quotas, and start again.',
  ],
  [
    /security token|ExpiredToken|expired/i,
    'Credentials ended while it was under way. Start again.',
  ],
  [
    /not (available|supported|enabled) in (this|the) region|not yet supported/i,
    'The region does not have it. Choose another region, or parameters that do without it, and start again.',
  ],
  [
    /timed? ?out|did not stabilize|timeout/i,
    'It did not get ready in time. Look at its own logs in the account, and start again.',
  ],
  [
    /in use|has dependen|DependencyViolation|DeleteConflict/i,
    'Something else needs it. Remove that first, and start again.',
  ],
  [
    /NoSuchKey|NoSuchBucket|does not exist|not found/i,
    'What it refers to is not there. See that the parameters name what exists in this account and region, and start again.',
  ],
  [
    /invalid|must |validation|malformed|constraint/i,
    'A value is not accepted. Change the parameter that it comes from, and start again.',
  ],
];

const OTHER = 'Put right what AWS says, and start again.';

export function remedyOf({ reason = '' }: StackEvent): string {
  return REMEDIES.find(([pattern]) => pattern.test(reason))?.[1] ?? OTHER;
}
