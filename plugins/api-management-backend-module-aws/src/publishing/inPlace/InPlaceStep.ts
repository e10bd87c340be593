import type { PublishingChange } from '@oaf/backstage-plugin-api-management-node';

/** What steps tell those after them. */
export type Progress = { authorizerId: string | undefined };

/** One request that brings an API nearer to what it is to be. */
export type InPlaceStep = {
  change: PublishingChange;
  run(progress: Progress): Promise<unknown>;
};

type What = [PublishingChange['action'], PublishingChange['kind'], string];

export const step = (
  [action, kind, path]: What,
  detail: string,
  run: InPlaceStep['run'],
): InPlaceStep => ({ change: { action, kind, path, detail }, run });
