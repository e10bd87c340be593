import {
  coreServices,
  createBackendFeatureLoader,
} from '@backstage/backend-plugin-api';

/**
 * Sample APIs and an identity provider for development. The package is a development dependency, so that what is built
 * for production has no identity provider that signs anybody in.
 */
export const loadSandbox = createBackendFeatureLoader({
  deps: { config: coreServices.rootConfig },
  async *loader({ config }) {
    if (!config.has('sandbox')) {
      return;
    }
    if (process.env.NODE_ENV === 'production') {
      throw new Error(
        'The sandbox signs anybody in without a password, so the backend refuses to start with NODE_ENV=production; remove the "sandbox" section from the configuration.',
      );
    }
    // eslint-disable-next-line @backstage/no-undeclared-imports -- not in production, see above
    yield import('@oaf/sandbox');
  },
});
