import { Aws, Stack, type StackProps } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { addOutputs } from '../stack/addOutputs';
import { tagStack } from '../stack/tagStack';
import { NotificationTopic } from './NotificationTopic';
import { NotifyParameters } from './NotifyParameters';
import { TopicKey } from './TopicKey';

/** Whom to tell: topics of alarms and of notices. */
export class NotifyStack extends Stack {
  private readonly parameters = new NotifyParameters(this, 'Parameters');
  private readonly encryptionKey = new TopicKey(this, 'TopicKey').key;
  private readonly alarms = this.addTopic('Alarms');
  private readonly notices = this.addTopic('Notices');

  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, {
      description: 'Open API Framework: topics of alarms and notices',
      ...props,
    });
    this.letAlarmsIn();
    addOutputs(this, {
      AlarmTopicArn: this.alarms.topicArn,
      NoticeTopicArn: this.notices.topicArn,
    });
    tagStack(this, 'notify', this.parameters);
  }

  private addTopic(name: string) {
    const { email, hasEmail } = this.parameters;
    return new NotificationTopic(this, name, {
      displayName: `Open API Framework: ${name.toLowerCase()}`,
      encryptionKey: this.encryptionKey,
      email: { condition: hasEmail, address: email.valueAsString },
    }).topic;
  }

  /** Of this account and Region; roles of the account publish by policies of their own. */
  private letAlarmsIn() {
    this.alarms.addToResourcePolicy(
      new PolicyStatement({
        sid: 'Alarms',
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.alarms.topicArn],
        conditions: {
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          ArnLike: {
            'aws:SourceArn': `arn:${Aws.PARTITION}:cloudwatch:${Aws.REGION}:${Aws.ACCOUNT_ID}:alarm:*`,
          },
        },
      }),
    );
  }
}
