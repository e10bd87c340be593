import type { Publication } from '@oaf/backstage-plugin-api-management-node';
import { GREEDY, METHOD } from './FrontDoor';
import type { Resources } from './readResources';

/** What is to be under a base path: where calls of each path go; null of a path that takes none. */
export type Target = ReadonlyMap<string, string | null>;

export function targetOf({ basePath, routes }: Publication): Target {
  if (routes.length === 0) {
    return new Map();
  }
  return new Map([
    [basePath, null],
    ...routes.flatMap(({ path, api }): [string, string][] => [
      [path, `${api.url}/`],
      [`${path}/${GREEDY}`, `${api.url}/{proxy}`],
    ]),
  ]);
}

export function isUnder(path: string, basePath: string): boolean {
  return path === basePath || path.startsWith(`${basePath}/`);
}

/** What is there, so that it can be made again. */
export function presentTarget(resources: Resources, basePath: string): Target {
  return new Map(
    [...resources.values()]
      .filter(({ path }) => isUnder(path!, basePath))
      .map(({ path, resourceMethods }) => [
        path!,
        resourceMethods?.[METHOD]?.methodIntegration?.uri ?? null,
      ]),
  );
}
