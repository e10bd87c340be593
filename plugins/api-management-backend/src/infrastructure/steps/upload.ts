import { ConflictError } from '@backstage/errors';
import type { Job, Step } from './Step';

/** Puts template and code into the account. */
export const upload: Step = async job => {
  const { driver, target, call } = job;
  const chosen = await job.chosenTemplate();
  if (chosen.templateBody === undefined) {
    await requireUnchanged(job);
  }
  await driver.upload(target, chosen, call);
  return { state: 'previewing' };
};

/** One of ours may be another one by now. */
async function requireUnchanged({ driver, deployment }: Job) {
  const { template, templateHash } = deployment;
  const known = (await driver.templates()).find(
    ({ name }) => name === template,
  );
  if (known?.hash !== templateHash) {
    throw new ConflictError(
      `The template ${template} is another one since this deployment was started, because the portal was updated. Start the deployment again.`,
    );
  }
}
