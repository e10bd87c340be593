import { OWN_TEMPLATE } from '@oaf/backstage-plugin-api-management-common';

/** Within a sentence. */
export const titleOfTemplate = (name: string): string =>
  name === OWN_TEMPLATE ? 'its own template' : `the template ${name}`;
