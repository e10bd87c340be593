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
export { keyAdministration } from './stack/keyAdministration';
export * from './stackArchives';
export * from './stackTemplates';
