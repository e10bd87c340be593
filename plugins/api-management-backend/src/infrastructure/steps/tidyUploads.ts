import type { Job } from './Step';

/** Nothing of ours stays in an account and region without a stack. */
export async function tidyUploads(job: Job): Promise<void> {
  if (await job.isAlone()) {
    await job.driver.removeUploads(job.target, job.call);
  }
}
