import { Aws, type CfnCondition, Fn } from 'aws-cdk-lib';
import {
  ApiKeySourceType,
  CfnAuthorizer,
  type CfnRestApi,
  CfnStage,
  EndpointType,
  LambdaIntegration,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { AccessFunction } from './AccessFunction';
import type { AccessFunctions } from './AccessFunctions';
import type { AccessFunctionName } from './accessPermissions';
import { accessLogFormat } from '../log/accessLogFormat';
import { accept } from '../stack/accept';
import { frontDoorAnswers } from './gatewayAnswers';
import { toGatewayResponse } from './gatewayResponses';

/** Which function answers which addresses of the issuer. */
const addresses: Partial<Record<AccessFunctionName, string[]>> = {
  metadata: ['.well-known/{proxy+}', 'jwks'],
  register: ['register', 'register/{clientId}'],
  keyPair: ['key-pair'],
  nonce: ['nonce'],
  token: ['token'],
  revoke: ['revoke'],
};

export const STAGE = 'live';

export interface FrontDoorProps {
  /** Requests per second, and at once. */
  throttle: { rate: number; burst: number };
  accessLog: { condition: CfnCondition; destinationArn: string };
  /** When it holds, the API answers at its own domain only. */
  hasDomain: CfnCondition;
}

/**
 * The issuer's endpoints as a regional REST API. The APIs of products are added to it beside them, each behind the
 * authorizer, when they are published.
 */
export class FrontDoor extends Construct {
  readonly api: RestApi;

  constructor(scope: Construct, id: string, props: FrontDoorProps) {
    super(scope, id);
    this.api = new RestApi(this, 'Api', {
      description:
        'Registration and access tokens of API clients, and the APIs of products',
      endpointTypes: [EndpointType.REGIONAL],
      // The account has one such role for all of its APIs; it is not ours to choose.
      cloudWatchRole: false,
      // The authorizer says whose plan is charged, not a header.
      apiKeySourceType: ApiKeySourceType.AUTHORIZER,
      deployOptions: {
        stageName: STAGE,
        metricsEnabled: true,
        throttlingRateLimit: props.throttle.rate,
        throttlingBurstLimit: props.throttle.burst,
      },
    });
    accept(this.api, {
      'AwsSolutions-APIG1':
        'The access log goes where the parameter AccessLogArn says; a log in CloudWatch would need a role that the account has one of.',
      'AwsSolutions-APIG2':
        'The functions judge each request by its RFC and answer with the errors of OAuth, which a validator would hide.',
      'AwsSolutions-APIG4':
        'Here authorization begins: who asks proves itself by key, to the function.',
      'AwsSolutions-APIG6':
        'Execution logs would hold temporary passwords and tokens.',
      'AwsSolutions-COG4':
        'Clients are programs with keys, not people of a user pool.',
    });
    this.addAnswers();
    this.addAccessLog(props);
    this.closeOwnAddress(props);
  }

  /** Where it is without a domain of its own. */
  get url(): string {
    const { restApiId } = this.api;
    return `https://${restApiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}/${STAGE}`;
  }

  get stageArn(): string {
    return `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}::/restapis/${this.api.restApiId}/stages/${STAGE}`;
  }

  /** Each address takes every method, so that the function can say which it knows. */
  answerBy(functions: AccessFunctions) {
    for (const [name, paths] of Object.entries(addresses)) {
      const integration = new LambdaIntegration(
        functions.of[name as AccessFunctionName].lambda,
        { allowTestInvoke: false },
      );
      for (const path of paths) {
        this.api.root.resourceForPath(path).addMethod('ANY', integration);
      }
    }
  }

  /** Judges the calls of published APIs. @returns the authorizer's id */
  judgeBy({ lambda }: AccessFunction): string {
    const { restApiId } = this.api;
    const authorizer = new CfnAuthorizer(this, 'Authorizer', {
      restApiId,
      name: 'access-tokens',
      type: 'REQUEST',
      identitySource: 'method.request.header.Authorization',
      // A remembered answer would let a call pass whose proof nobody looked at.
      authorizerResultTtlInSeconds: 0,
      authorizerUri: `arn:${Aws.PARTITION}:apigateway:${Aws.REGION}:lambda:path/2015-03-31/functions/${lambda.functionArn}/invocations`,
    });
    lambda.addPermission('FrontDoor', {
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: `arn:${Aws.PARTITION}:execute-api:${Aws.REGION}:${Aws.ACCOUNT_ID}:${restApiId}/authorizers/*`,
    });
    return authorizer.ref;
  }

  private addAnswers() {
    for (const answer of frontDoorAnswers) {
      const response = toGatewayResponse(answer);
      this.api.addGatewayResponse(answer.type, response);
    }
  }

  private addAccessLog({ accessLog }: FrontDoorProps) {
    const stage = this.api.deploymentStage.node.defaultChild as CfnStage;
    stage.accessLogSetting = Fn.conditionIf(
      accessLog.condition.logicalId,
      { DestinationArn: accessLog.destinationArn, Format: accessLogFormat() },
      Aws.NO_VALUE,
    );
  }

  private closeOwnAddress({ hasDomain }: FrontDoorProps) {
    const api = this.api.node.defaultChild as CfnRestApi;
    api.disableExecuteApiEndpoint = Fn.conditionIf(
      hasDomain.logicalId,
      true,
      false,
    );
  }
}
