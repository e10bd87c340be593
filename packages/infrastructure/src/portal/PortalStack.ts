import { RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { addOutputs } from '../stack/addOutputs';
import { StackAlarms } from '../stack/StackAlarms';
import { tagStack } from '../stack/tagStack';
import { portalAlarms } from './portalAlarms';
import { PortalDoor } from './PortalDoor';
import { portalEnvironment } from './portalEnvironment';
import { PortalNetwork } from './PortalNetwork';
import { PortalParameters } from './PortalParameters';
import { PortalRole, StartRole } from './PortalRoles';
import { PortalSecrets } from './PortalSecrets';
import { PortalService } from './PortalService';
import { PortalTask } from './PortalTask';
import { serialNumber } from './serialNumber';

const PORT = 7007;

/** The portal itself: containers behind a load balancer, with the other stacks as its parts. */
export class PortalStack extends Stack {
  private readonly parameters = new PortalParameters(this, 'Parameters');
  private readonly network = new PortalNetwork(this, 'Network', {
    vpcId: this.parameters.vpcId.valueAsString,
    reachableFrom: this.parameters.reachableFrom.valueAsString,
    port: PORT,
  });
  private readonly door = this.addDoor();
  private readonly secrets = new PortalSecrets(this, 'Secrets');
  private readonly log = new LogGroup(this, 'Log', {
    retention: this.parameters.logRetention.valueAsNumber,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  private readonly role = this.addRole();
  private readonly service = this.addService();

  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, {
      description: 'Open API Framework: the portal',
      ...props,
    });
    new StackAlarms(this, 'Alarms', {
      alarms: portalAlarms(this.door, this.service),
      topic: this.parameters.alarmTopic,
    });
    addOutputs(this, {
      Url: this.parameters.url,
      SerialNumber: serialNumber(),
      LoadBalancerHost: this.door.loadBalancer.attrDnsName,
      RoleArn: this.role.roleArn,
      LogGroup: this.log.logGroupName,
    });
    tagStack(this, 'portal', this.parameters);
  }

  private addDoor() {
    const { parameters, network } = this;
    return new PortalDoor(this, 'Door', {
      vpcId: parameters.vpcId.valueAsString,
      subnetIds: parameters.loadBalancerSubnetIds.valueAsList,
      securityGroupId: network.loadBalancer.attrGroupId,
      scheme: parameters.scheme.valueAsString,
      certificateArn: parameters.certificateArn.valueAsString,
      port: PORT,
      accessLog: {
        condition: parameters.hasAccessLog,
        bucketName: parameters.accessLogBucket.valueAsString,
      },
      record: {
        condition: parameters.hasHostedZone,
        zoneId: parameters.hostedZoneId.valueAsString,
        domainName: parameters.domainName.valueAsString,
      },
    });
  }

  private addRole() {
    const { parameters } = this;
    return new PortalRole(this, 'Portal', {
      trustRoleName: parameters.trustRoleName.valueAsString,
      databasePolicyArn: parameters.databaseClientPolicyArn.valueAsString,
      logReader: {
        condition: parameters.readsLog,
        policyArn: parameters.logReaderPolicyArn.valueAsString,
      },
    }).role;
  }

  private secretArns(): Record<string, string> {
    return {
      AUTH_SESSION_SECRET: this.secrets.session.secretArn,
      AUTH_OIDC_CLIENT_SECRET: this.parameters.clientSecretArn.valueAsString,
      OAF_SECRETS_KEY: this.secrets.envelope.secretArn,
    };
  }

  private addStartRole() {
    return new StartRole(this, 'Start', {
      log: this.log,
      secretArns: Object.values(this.secretArns()),
      encryptionKey: this.secrets.encryptionKey,
      repositoryArn: this.parameters.repositoryArn.valueAsString,
    });
  }

  private addTask(startRole: StartRole) {
    const { image, processor, size } = this.parameters;
    return new PortalTask(this, 'Task', {
      image: image.valueAsString,
      processor: processor.valueAsString,
      size: size.valueAsString,
      port: PORT,
      environment: portalEnvironment(this.parameters),
      secrets: this.secretArns(),
      startRole: startRole.role,
      role: this.role,
      log: this.log,
    });
  }

  private addService() {
    const { parameters } = this;
    const startRole = this.addStartRole();
    const service = new PortalService(this, 'Service', {
      task: this.addTask(startRole),
      door: this.door,
      port: PORT,
      subnetIds: parameters.taskSubnetIds.valueAsList,
      securityGroupIds: [
        this.network.tasks.attrGroupId,
        parameters.databaseGroupId.valueAsString,
      ],
      tasks: {
        min: parameters.minTasks.valueAsNumber,
        max: parameters.maxTasks.valueAsNumber,
      },
    });
    // With their policies, or the first tasks may do nothing.
    service.service.node.addDependency(startRole, this.role);
    return service;
  }
}
