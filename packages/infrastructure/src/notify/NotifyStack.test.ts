import { Template } from 'aws-cdk-lib/assertions';
import { policyStatements } from '../__testUtils__/policyStatements';
import { synthesize } from '../synthesize';

const json = synthesize('notify');
const template = Template.fromJSON(json);
const statementsOf = (sid: string) =>
  policyStatements(json).filter(statement => statement.sid === sid);

describe('NotifyStack', () => {
  it('encrypts both topics by a key that is rotated', () => {
    template.resourceCountIs('AWS::SNS::Topic', 2);
    const [key] = Object.keys(template.findResources('AWS::KMS::Key'));
    template.allResourcesProperties('AWS::SNS::Topic', {
      KmsMasterKeyId: { 'Fn::GetAtt': [key, 'Arn'] },
    });
    template.hasResourceProperties('AWS::KMS::Key', {
      EnableKeyRotation: true,
    });
  });

  it('takes nothing that comes without TLS', () => {
    expect(statementsOf('AllowPublishThroughSSLOnly')).toEqual([
      expect.objectContaining({
        effect: 'Deny',
        conditions: ['Bool aws:SecureTransport = false'],
      }),
      expect.objectContaining({ effect: 'Deny' }),
    ]);
  });

  it('takes alarms of its own account only', () => {
    for (const { principals, conditions } of statementsOf('Alarms')) {
      expect(principals).toEqual(['cloudwatch.amazonaws.com']);
      expect(conditions).toContain(
        'StringEquals aws:SourceAccount = ${AWS::AccountId}',
      );
    }
    // The topic's policy and the key's.
    expect(statementsOf('Alarms')).toHaveLength(2);
  });

  it('subscribes the address where one is given', () => {
    template.allResources('AWS::SNS::Subscription', { Condition: 'HasEmail' });
    template.resourceCountIs('AWS::SNS::Subscription', 2);
  });
});
