import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** API Gateway waits ten seconds for an authorizer, and longer for an endpoint. */
const TIMEOUT = Duration.seconds(10);
/** Processor time grows with memory; half a gigabyte is a third of a processor. */
const MEMORY_MIB = 512;

export interface AccessFunctionProps {
  description: string;
  role: Role;
  code: Code;
  environment: Record<string, string>;
  /** Days. */
  logRetention: number;
}

/** A role that only the account's own functions take. */
export function functionRole(scope: Construct, id: string): Role {
  return new Role(scope, id, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  });
}

/** A function of the door, with a log of its own. */
export class AccessFunction extends Construct {
  readonly lambda: LambdaFunction;
  readonly log: LogGroup;

  constructor(scope: Construct, id: string, props: AccessFunctionProps) {
    super(scope, id);
    const { description, role, code, environment } = props;
    this.log = new LogGroup(this, 'Log', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    role.addToPolicy(
      new PolicyStatement({
        sid: 'Log',
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [this.log.logGroupArn],
      }),
    );
    this.lambda = new LambdaFunction(this, 'Function', {
      description,
      role: role.withoutPolicyUpdates(),
      code,
      environment,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: MEMORY_MIB,
      timeout: TIMEOUT,
      logGroup: this.log,
      loggingFormat: LoggingFormat.JSON,
    });
  }
}
