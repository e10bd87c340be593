import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import { apiDocsConfigRef } from '@backstage/plugin-api-docs';
import { createApiDocsConfig } from './createApiDocsConfig';

/**
 * How the catalog shows the definitions of imported APIs, for the new frontend system: without _Try it out_, which a
 * gateway refuses, and with images of allowed hosts only. Definitions of other APIs stay as they are.
 * @public
 */
export const apiDocsModule = createFrontendModule({
  pluginId: 'api-docs',
  extensions: [
    ApiBlueprint.make({
      name: 'config',
      params: defineParams =>
        defineParams({
          api: apiDocsConfigRef,
          deps: {},
          factory: createApiDocsConfig,
        }),
    }),
  ],
});
