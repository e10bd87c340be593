import { readFile } from 'node:fs/promises';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import type { ActionServices } from './ActionServices';
import { examples } from './deployCloudFormation.examples';
import { deployStack } from './deployStack';
import { deployOutput, parametersInput, stackInput } from './stackInput';

/**
 * `aws:cloudformation:deploy`: deploys a template of CloudFormation, whatever is in it, into a linked account, and
 * follows that to its end. It is a deployment as those of our own stacks: a job of the api-management backend, which is
 * previewed and confirmed, goes on when this action is killed, and is attached to when it is run again.
 *
 * @public
 */
export function createDeployCloudFormationAction(services: ActionServices) {
  return createTemplateAction({
    id: 'aws:cloudformation:deploy',
    description:
      'Deploys a CloudFormation template into a linked AWS account, as far as the role of CloudFormation there allows',
    examples,
    supportsDryRun: true,
    schema: {
      input: {
        templateBody: z =>
          z
            .string()
            .describe('The template: JSON or YAML, at most 1,000,000 bytes')
            .optional(),
        templatePath: z =>
          z
            .string()
            .describe('The file of the workspace that the template is in')
            .optional(),
        ...parametersInput,
        ...stackInput,
      },
      output: deployOutput,
    },
    async handler(ctx) {
      const { deploymentId, confirm, templateBody, templatePath, ...stack } =
        ctx.input;
      await deployStack(services, ctx, {
        input: {
          action: 'deploy',
          ...stack,
          templateBody: await readTemplate(ctx),
        },
        deploymentId,
        confirm,
      });
    },
  });
}

/** Undefined when a deployment was shown already, which has it. */
async function readTemplate({
  input: { templateBody, templatePath, deploymentId },
  workspacePath,
}: {
  input: Partial<
    Record<'templateBody' | 'templatePath' | 'deploymentId', string>
  >;
  workspacePath: string;
}): Promise<string | undefined> {
  if (templateBody !== undefined && templatePath !== undefined) {
    throw new InputError('Give either templateBody or templatePath');
  }
  if (templatePath !== undefined) {
    return readWorkspaceFile(workspacePath, templatePath);
  }
  if (templateBody === undefined && deploymentId === undefined) {
    throw new InputError(
      'Give the template as templateBody, or its file in the workspace as templatePath',
    );
  }
  return templateBody;
}

async function readWorkspaceFile(workspacePath: string, path: string) {
  const file = resolveSafeChildPath(workspacePath, path);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new InputError(
      `There is no file ${path} in the workspace; an earlier step must bring it, as fetch:template does`,
      error,
    );
  }
}
