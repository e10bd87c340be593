import { type CfnCondition, RemovalPolicy } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  CfnDBCluster,
  CfnDBClusterParameterGroup,
  CfnDBInstance,
  CfnDBSubnetGroup,
} from 'aws-cdk-lib/aws-rds';
import { Construct } from 'constructs';
import { accept } from '../stack/accept';
import { onlyIf } from '../stack/onlyIf';

export interface DatabaseProps {
  engineVersion: string;
  port: number;
  subnetIds: string[];
  securityGroupId: string;
  encryptionKey: IKey;
  /** Aurora capacity units. */
  capacity: { min: number; max: number };
  /** Days. */
  backupRetention: number;
  hasStandby: CfnCondition;
}

const ENGINE = 'aurora-mysql';

/** Aurora MySQL that grows and shrinks by itself, with a password that only RDS and Secrets Manager know. */
export class Database extends Construct {
  readonly cluster: CfnDBCluster;

  constructor(scope: Construct, id: string, props: DatabaseProps) {
    super(scope, id);
    this.cluster = this.addCluster(props);
    // A snapshot is left of what is deleted, after its protection was taken away.
    this.cluster.applyRemovalPolicy(RemovalPolicy.SNAPSHOT);
    accept(this.cluster, {
      'AwsSolutions-RDS11':
        'Who may reach the database is a matter of its security group; another port hides nothing.',
      'AwsSolutions-RDS14':
        'It can be restored to any second, beside the one there is; going back in place would lose what came since.',
    });
    this.addInstance('Writer');
    onlyIf(props.hasStandby, this.addInstance('Standby'));
  }

  private addCluster(props: DatabaseProps) {
    const { encryptionKey, capacity } = props;
    return new CfnDBCluster(this, 'Cluster', {
      engine: ENGINE,
      engineVersion: props.engineVersion,
      port: props.port,
      masterUsername: 'oaf',
      manageMasterUserPassword: true,
      masterUserSecret: { kmsKeyId: encryptionKey.keyArn },
      storageEncrypted: true,
      kmsKeyId: encryptionKey.keyArn,
      deletionProtection: true,
      backupRetentionPeriod: props.backupRetention,
      copyTagsToSnapshot: true,
      enableIamDatabaseAuthentication: true,
      enableCloudwatchLogsExports: ['error', 'slowquery'],
      serverlessV2ScalingConfiguration: {
        minCapacity: capacity.min,
        maxCapacity: capacity.max,
      },
      dbSubnetGroupName: this.addSubnetGroup(props),
      vpcSecurityGroupIds: [props.securityGroupId],
      dbClusterParameterGroupName: this.addSettings(),
    });
  }

  private addSubnetGroup({ subnetIds }: DatabaseProps): string {
    return new CfnDBSubnetGroup(this, 'Subnets', {
      dbSubnetGroupDescription: 'Where the database is',
      subnetIds,
    }).ref;
  }

  private addSettings(): string {
    return new CfnDBClusterParameterGroup(this, 'Settings', {
      description: 'TLS only, all letters',
      family: 'aurora-mysql8.0',
      parameters: {
        require_secure_transport: 'ON',
        character_set_server: 'utf8mb4',
        slow_query_log: '1',
      },
    }).ref;
  }

  private addInstance(id: string) {
    return new CfnDBInstance(this, id, {
      engine: ENGINE,
      dbClusterIdentifier: this.cluster.ref,
      dbInstanceClass: 'db.serverless',
      publiclyAccessible: false,
      autoMinorVersionUpgrade: true,
      copyTagsToSnapshot: true,
    });
  }
}
