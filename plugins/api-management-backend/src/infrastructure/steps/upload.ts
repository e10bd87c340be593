import { ConflictError } from '@backstage/errors';
import type { Step } from './Step';

/** Puts template and code into the account. */
export const upload: Step = async ({ driver, target, deployment, call }) => {
  const { template, templateHash } = deployment;
  const known = (await driver.templates()).find(
    ({ name }) => name === template,
  );
  if (known?.hash !== templateHash) {
    throw new ConflictError(
      `The template ${template} is another one since this deployment was started, because the portal was updated. Start the deployment again.`,
    );
  }
  await driver.upload(target, template, call);
  return { state: 'previewing' };
};
