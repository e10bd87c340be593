import type {
  Publication,
  PublicationAction,
} from '@oaf/backstage-plugin-api-management-common';

/** Offering something for the first time is another word than changing it. */
export const wordOf = (
  action: PublicationAction,
  { outdated, state }: Pick<Publication, 'outdated' | 'state'>,
) =>
  action === 'apply' && (outdated || state === 'published') ? 'change' : action;
