import { Aws, CfnMapping, Fn } from 'aws-cdk-lib';
import { CfnTaskDefinition } from 'aws-cdk-lib/aws-ecs';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { accept } from '../stack/accept';

export interface PortalTaskProps {
  image: string;
  processor: string;
  /** Of {@link sizes}. */
  size: string;
  port: number;
  environment: Record<string, string>;
  /** ARN of the secret, by variable. */
  secrets: Record<string, string>;
  /** Of ECS, to start it. */
  startRole: IRole;
  /** Of the portal. */
  role: IRole;
  log: LogGroup;
}

/** What Fargate has; units of a processor, and MiB. */
const sizes = {
  small: { Cpu: '512', Memory: '2048' },
  medium: { Cpu: '1024', Memory: '3072' },
  large: { Cpu: '2048', Memory: '6144' },
};

export const CONTAINER = 'portal';

/** The image writes to these only. */
const writable = { data: '/data', temporary: '/tmp' };

/** One replica of the portal. */
export class PortalTask extends Construct {
  readonly definition: CfnTaskDefinition;

  constructor(scope: Construct, id: string, props: PortalTaskProps) {
    super(scope, id);
    const sizeOf = this.addSizes(props.size);
    this.definition = new CfnTaskDefinition(this, 'Definition', {
      family: Aws.STACK_NAME,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: sizeOf('Cpu'),
      memory: sizeOf('Memory'),
      runtimePlatform: {
        cpuArchitecture: props.processor,
        operatingSystemFamily: 'LINUX',
      },
      executionRoleArn: props.startRole.roleArn,
      taskRoleArn: props.role.roleArn,
      volumes: Object.keys(writable).map(name => ({ name })),
      containerDefinitions: [container(props)],
    });
    accept(this.definition, {
      'AwsSolutions-ECS2':
        'No variable is a secret; those that are come from Secrets Manager.',
    });
  }

  private addSizes(size: string) {
    const mapping = new CfnMapping(this, 'Sizes', { mapping: sizes });
    mapping.overrideLogicalId('Sizes');
    return (part: string) => Fn.findInMap('Sizes', size, part);
  }
}

function container(
  props: PortalTaskProps,
): CfnTaskDefinition.ContainerDefinitionProperty {
  return {
    name: CONTAINER,
    image: props.image,
    essential: true,
    readonlyRootFilesystem: true,
    linuxParameters: {
      initProcessEnabled: true,
      capabilities: { drop: ['ALL'] },
    },
    portMappings: [{ containerPort: props.port, protocol: 'tcp' }],
    mountPoints: Object.entries(writable).map(
      ([sourceVolume, containerPath]) => ({
        sourceVolume,
        containerPath,
        readOnly: false,
      }),
    ),
    environment: Object.entries(props.environment).map(([name, value]) => ({
      name,
      value,
    })),
    secrets: Object.entries(props.secrets).map(([name, valueFrom]) => ({
      name,
      valueFrom,
    })),
    logConfiguration: {
      logDriver: 'awslogs',
      options: {
        'awslogs-group': props.log.logGroupName,
        'awslogs-region': Aws.REGION,
        'awslogs-stream-prefix': CONTAINER,
        // The portal does not wait for its log.
        mode: 'non-blocking',
        'max-buffer-size': '25m',
      },
    },
  };
}
