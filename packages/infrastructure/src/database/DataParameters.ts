import { Fn } from 'aws-cdk-lib';
import { AuroraMysqlEngineVersion } from 'aws-cdk-lib/aws-rds';
import { StackParameters } from '../stack/StackParameters';

/** What is chosen when the data store is deployed. */
export class DataParameters extends StackParameters {
  readonly vpcId = this.text('VpcId', {
    label: 'VPC',
    group: 'Network',
    description: 'VPC of the database; empty: one of its own is made.',
    default: '',
  });

  readonly subnetIds = this.list('SubnetIds', {
    label: 'Subnets',
    group: 'Network',
    description: 'Subnets of that VPC in two zones at least, without a way in.',
    default: '',
  });

  readonly clientSecurityGroupId = this.text('ClientSecurityGroupId', {
    label: 'Security group of clients',
    group: 'Network',
    description: 'Security group of that VPC whose members may connect.',
    default: '',
  });

  readonly cidr = this.text('Cidr', {
    label: 'Addresses',
    group: 'Network',
    description: 'Addresses of the own VPC.',
    default: '10.64.0.0/24',
    allowedPattern: '^([0-9]{1,3}[.]){3}[0-9]{1,3}/(1[6-9]|2[0-6])$',
    constraintDescription: 'must be a block from /16 to /26',
  });

  readonly minCapacity = this.number('MinCapacity', {
    label: 'Least capacity',
    group: 'Capacity',
    description:
      'Aurora capacity units that are always there; 0: it pauses when nobody connects, and takes a quarter of a minute to come back.',
    default: 0.5,
    minValue: 0,
    maxValue: 256,
  });

  readonly maxCapacity = this.number('MaxCapacity', {
    label: 'Most capacity',
    group: 'Capacity',
    description: 'Aurora capacity units at most.',
    default: 4,
    minValue: 1,
    maxValue: 256,
  });

  readonly standby = this.yesOrNo('Standby', {
    label: 'Standby',
    group: 'Capacity',
    description:
      'Whether a second instance, in another zone, takes over within a minute when the first fails.',
    default: 'yes',
  });

  readonly backupRetention = this.number('BackupRetention', {
    label: 'Retention of backups',
    group: 'Database',
    description: 'Days to any second of which the database can be restored.',
    default: 14,
    minValue: 1,
    maxValue: 35,
  });

  readonly engineVersion = this.text('EngineVersion', {
    label: 'Version',
    group: 'Database',
    description: 'Aurora MySQL, 3.08 or later.',
    default: AuroraMysqlEngineVersion.VER_3_10_3.auroraMysqlFullVersion,
    allowedPattern: '^8[.]0[.]mysql_aurora[.]3[.][0-9]{2}[.][0-9]+$',
    constraintDescription: 'must be such as 8.0.mysql_aurora.3.10.3',
  });

  readonly alarmTopic = this.topicOfAlarms();

  readonly hasOwnNetwork = this.when(
    'HasOwnNetwork',
    Fn.conditionEquals(this.vpcId, ''),
  );
  readonly hasStandby = this.yes('HasStandby', this.standby);
}
