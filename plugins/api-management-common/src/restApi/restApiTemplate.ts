import { InputError } from '@backstage/errors';
import { templateHashOf } from '../ownTemplate';
import { integrate } from './integrate';
import { nameModels } from './nameModels';
import { readOpenApi } from './readOpenApi';

/** https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html */
const STAGE = /^[a-zA-Z0-9_-]{1,128}$/;

/** @public */
export type RestApiOptions = {
  /** Name of the stage, which calls have in their path. */
  stage: string;
  /** Entity reference: whose the API is when it is imported, by its tag. */
  owner: string;
  /** Where calls are sent whose operations do not say it themselves; `https://`. */
  baseUrl?: string;
};

/**
 * A CloudFormation template of a REST API of Amazon API Gateway, with a stage, made from an OpenAPI document (2.0 or
 * 3.0, JSON or YAML). Its outputs are `ApiId`, `Stage` and `Url`. What leads where the document says by
 * `x-amazon-apigateway-integration`; all else is sent to the same path under the base URL.
 *
 * @returns the template as JSON
 * @throws InputError saying what to change about the document or the options
 * @public
 */
export function restApiTemplate(
  documentText: string,
  { stage, owner, baseUrl }: RestApiOptions,
): string {
  if (!STAGE.test(stage)) {
    throw new InputError(
      `The stage ${stage} must have letters, digits, hyphens and underscores only, at most 128`,
    );
  }
  const openApi = readOpenApi(documentText);
  const paths = integrate(openApi, baseUrl);
  const Body = nameModels({
    ...openApi,
    document: { ...openApi.document, paths },
  });
  // A stage serves a deployment, which never changes: another document needs another one.
  const deployment = `Deployment${templateHashOf(JSON.stringify(Body)).slice(
    0,
    12,
  )}`;
  return JSON.stringify({
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'A REST API, made from its OpenAPI document',
    Resources: {
      Api: {
        Type: 'AWS::ApiGateway::RestApi',
        Properties: {
          Name: openApi.title,
          Body,
          EndpointConfiguration: { Types: ['REGIONAL'] },
          Tags: [{ Key: 'owner', Value: owner }],
        },
      },
      [deployment]: {
        Type: 'AWS::ApiGateway::Deployment',
        Properties: { RestApiId: { Ref: 'Api' } },
      },
      Stage: {
        Type: 'AWS::ApiGateway::Stage',
        Properties: {
          RestApiId: { Ref: 'Api' },
          DeploymentId: { Ref: deployment },
          StageName: stage,
        },
      },
    },
    Outputs: {
      ApiId: { Value: { Ref: 'Api' } },
      Stage: { Value: { Ref: 'Stage' } },
      Url: {
        Value: {
          'Fn::Sub': `https://\${Api}.execute-api.\${AWS::Region}.\${AWS::URLSuffix}/${stage}`,
        },
      },
    },
  });
}
