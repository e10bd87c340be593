import { statement, type Statement } from './Statement';

const KEYS = 'arn:${AWS::Partition}:kms:*:${AWS::AccountId}:key/*';
const madeManaged = { StringEquals: { 'aws:RequestTag/oaf:managed': 'true' } };

/**
 * What provisioning asks where a plan comes with a KMS key for each subscription; what it may do with such a key, the key
 * says itself. A role that lacks it provisions all other plans, so it is not part of what tells whether a role may provision.
 */
export const dedicatedKeyStatements: Statement[] = [
  // It knows no resource.
  statement('MakeDedicatedKeys', '*', ['kms:CreateKey'], madeManaged),
  statement('TagDedicatedKeys', KEYS, ['kms:TagResource'], madeManaged),
];
