import { createApiFactory } from '@backstage/core-plugin-api';
import { apiDocsConfigRef } from '@backstage/plugin-api-docs';
import { createApiDocsConfig } from './createApiDocsConfig';

/**
 * How the catalog shows the definitions of imported APIs, for the `apis` of an app of the old frontend system: without
 * _Try it out_, which a gateway refuses, and with images of allowed hosts only. Definitions of other APIs stay as they
 * are.
 * @public
 */
export const apiDocsConfigFactory = createApiFactory({
  api: apiDocsConfigRef,
  deps: {},
  factory: createApiDocsConfig,
});
