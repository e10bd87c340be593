import { sub, type Statement } from './Statement';

/** The role may find out what it may do, so that nobody has to try. */
export const askStatement: Statement = {
  Sid: 'AskWhatIsMissing',
  Effect: 'Allow',
  Action: ['iam:SimulatePrincipalPolicy'],
  Resource: [
    sub('arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${RoleName}'),
  ],
};
