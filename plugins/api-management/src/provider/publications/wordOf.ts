import type {
  Publication,
  PublicationAction,
} from '@oaf/backstage-plugin-api-management-common';

/** Offering something for the first time is another word than changing it. */
export const wordOf = (
  action: PublicationAction,
  { outdated }: Pick<Publication, 'outdated'>,
) => (action === 'apply' && outdated ? 'change' : action);
