import type {
  ApiManagementClient,
  createApiManagementClient,
} from '@oaf/backstage-plugin-api-management-common';

type Options = Parameters<typeof createApiManagementClient>[0];
type Operation = keyof ApiManagementClient;

/** A client whose code, some fifty operations, is loaded when the first of them is asked; again, when that fails. */
export function loadClient(options: Options): ApiManagementClient {
  let loading: Promise<ApiManagementClient> | undefined;
  const load = () => {
    loading ??= import('./createClient').then(
      ({ createApiManagementClient: create }) => create(options),
      error => {
        loading = undefined;
        throw error;
      },
    );
    return loading;
  };
  const ask =
    (operation: Operation) =>
    async (...request: unknown[]) =>
      ((await load())[operation] as (...all: unknown[]) => unknown)(...request);
  return new Proxy({} as ApiManagementClient, {
    // Nobody who awaits the client may take it for a promise.
    get: (_, name) => (name === 'then' ? undefined : ask(name as Operation)),
  });
}
