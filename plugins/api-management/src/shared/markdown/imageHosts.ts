import { configApiRef, useApi } from '@backstage/frontend-plugin-api';

/** Whether an image may be loaded from where a text says it is. */
export type IsAllowed = (source: string) => boolean;

/** Images of the app's own host, and of those that the installation names. */
export function useImageHosts(): IsAllowed {
  const named =
    useApi(configApiRef).getOptionalStringArray(
      'apiManagement.guides.imageHosts',
    ) ?? [];
  return source => isAllowed(source, named);
}

function isAllowed(source: string, hosts: string[]) {
  const url = parse(source);
  return (
    url !== undefined &&
    (url.origin === window.location.origin ||
      (url.protocol === 'https:' && hosts.includes(url.host)))
  );
}

function parse(source: string) {
  try {
    return new URL(source, window.location.href);
  } catch {
    return undefined;
  }
}
