import { dirname } from 'node:path';

/** Where this package is, in the repository and where it is installed. */
export function packageFolder(): string {
  return dirname(require.resolve('@oaf/infrastructure/package.json'));
}
