/**
 * The AWS side as CloudFormation templates that anything can deploy.
 *
 * @packageDocumentation
 */
export * from './stackArchives';
export * from './stackTemplates';
