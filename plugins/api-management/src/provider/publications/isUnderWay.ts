import type { Publication } from '@oaf/backstage-plugin-api-management-common';

/** Somebody works on it, or will. */
export const isUnderWay = ({ state }: Pick<Publication, 'state'>) =>
  state === 'applying' || state === 'rolling-back' || state === 'withdrawing';
