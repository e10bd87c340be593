/**
 * The AWS side as CloudFormation templates that anything can deploy.
 *
 * @packageDocumentation
 */
export {
  apiAnswers,
  answerParts,
  type GatewayAnswer,
} from './gateway/gatewayAnswers';
export * from './stackArchives';
export * from './stackTemplates';
