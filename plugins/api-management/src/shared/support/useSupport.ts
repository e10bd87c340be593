import {
  configApiRef,
  type ConfigApi,
  useApiHolder,
} from '@backstage/frontend-plugin-api';

/** A place where this installation helps its people. */
export type SupportLink = { title?: string; url: string };

type Config = Pick<ConfigApi, 'getOptionalConfigArray'>;

const itemLinks = (config: Config): SupportLink[] =>
  (config.getOptionalConfigArray('app.support.items') ?? []).flatMap(item =>
    (item.getOptionalConfigArray('links') ?? []).map(link => ({
      title: link.getOptionalString('title') ?? item.getOptionalString('title'),
      url: link.getString('url'),
    })),
  );

/**
 * The support that the installation configures under `app.support`, its own address first; empty when there is none.
 * Backstage's `useSupportConfig` sends people to Backstage's own issues then, and throws when there are no items.
 */
export function useSupport(): SupportLink[] {
  const config = useApiHolder().get(configApiRef);
  const url = config?.getOptionalString('app.support.url');
  return [...(url ? [{ url }] : []), ...(config ? itemLinks(config) : [])];
}
