import { CfnRule, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnSecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';
import { addOutputs } from '../stack/addOutputs';
import { nothingOut } from '../stack/nothingOut';
import { onlyIf } from '../stack/onlyIf';
import { StackAlarms } from '../stack/StackAlarms';
import { tagStack } from '../stack/tagStack';
import { Database } from './Database';
import { databaseAlarms } from './databaseAlarms';
import { DatabaseClients } from './DatabaseClients';
import { DataKey } from './DataKey';
import { DataNetwork } from './DataNetwork';
import { DataParameters } from './DataParameters';

const PORT = 3306;

/** The database of the portal. */
export class DataStack extends Stack {
  private readonly parameters = new DataParameters(this, 'Parameters');
  private readonly encryptionKey = new DataKey(this, 'DataKey').key;
  private readonly network = new DataNetwork(this, 'Network', {
    cidr: this.parameters.cidr.valueAsString,
    port: PORT,
  });
  private readonly clientGroupId = this.ownOr(
    this.network.clients.attrGroupId,
    this.parameters.clientSecurityGroupId.valueAsString,
  );
  private readonly database = this.addDatabase();

  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, {
      description: 'Open API Framework: database of the portal',
      ...props,
    });
    onlyIf(this.parameters.hasOwnNetwork, this.network);
    this.requireNetwork();
    const { cluster } = this.database;
    new StackAlarms(this, 'Alarms', {
      alarms: databaseAlarms(cluster),
      topic: this.parameters.alarmTopic,
    });
    this.tell();
    tagStack(this, 'data', this.parameters);
  }

  private tell() {
    const { cluster } = this.database;
    const secretArn = cluster.attrMasterUserSecretSecretArn;
    addOutputs(this, {
      Endpoint: cluster.attrEndpointAddress,
      Port: cluster.attrEndpointPort,
      SecretArn: secretArn,
      ClientPolicyArn: new DatabaseClients(this, 'Clients', {
        secretArn,
        encryptionKey: this.encryptionKey,
      }).policy.managedPolicyArn,
    });
    addOutputs(
      this,
      {
        OwnVpcId: this.network.vpc.ref,
        OwnSubnetIds: Fn.join(',', this.network.subnetIds),
        OwnClientSecurityGroupId: this.network.clients.attrGroupId,
      },
      this.parameters.hasOwnNetwork,
    );
  }

  private ownOr(own: string, given: string): string {
    const { hasOwnNetwork } = this.parameters;
    return Fn.conditionIf(hasOwnNetwork.logicalId, own, given).toString();
  }

  private addDatabase() {
    const { minCapacity, maxCapacity, subnetIds, ...parameters } =
      this.parameters;
    const own = Fn.join(',', this.network.subnetIds);
    const given = Fn.join(',', subnetIds.valueAsList);
    return new Database(this, 'Database', {
      engineVersion: parameters.engineVersion.valueAsString,
      port: PORT,
      subnetIds: Fn.split(',', this.ownOr(own, given)),
      securityGroupId: this.addSecurityGroup(),
      encryptionKey: this.encryptionKey,
      capacity: {
        min: minCapacity.valueAsNumber,
        max: maxCapacity.valueAsNumber,
      },
      backupRetention: parameters.backupRetention.valueAsNumber,
      hasStandby: parameters.hasStandby,
    });
  }

  private addSecurityGroup(): string {
    return new CfnSecurityGroup(this, 'DatabaseGroup', {
      vpcId: this.ownOr(
        this.network.vpc.ref,
        this.parameters.vpcId.valueAsString,
      ),
      groupDescription: 'Lets clients of the database in, and nothing out',
      securityGroupIngress: [
        {
          description: 'Clients of the database',
          ipProtocol: 'tcp',
          fromPort: PORT,
          toPort: PORT,
          sourceSecurityGroupId: this.clientGroupId,
        },
      ],
      securityGroupEgress: [nothingOut],
    }).attrGroupId;
  }

  /** Before anything is made. */
  private requireNetwork() {
    const { vpcId, subnetIds, clientSecurityGroupId } = this.parameters;
    const isGiven = (value: string) =>
      Fn.conditionNot(Fn.conditionEquals(value, ''));
    new CfnRule(this, 'VpcHasClients', {
      ruleCondition: isGiven(vpcId.valueAsString),
      assertions: [
        {
          assert: isGiven(clientSecurityGroupId.valueAsString),
          assertDescription:
            'A VPC needs ClientSecurityGroupId: who may connect',
        },
        {
          assert: Fn.conditionNot(
            Fn.conditionContains(subnetIds.valueAsList, ''),
          ),
          assertDescription: 'A VPC needs SubnetIds, in two zones at least',
        },
      ],
    });
  }
}
