import { Aws, Fn } from 'aws-cdk-lib';

/**
 * Of the installation: the last part of the stack's id, `arn:…:stack/<name>/<UUID>`, which CloudFormation makes once for
 * each stack and never again.
 */
export const serialNumber = (): string =>
  Fn.select(2, Fn.split('/', Aws.STACK_ID));
