import { resolve } from 'node:path';

/** A path of this package, which is private and runs from its sources only. */
export function packagePath(...segments: string[]): string {
  // eslint-disable-next-line no-restricted-syntax
  return resolve(__dirname, '..', ...segments);
}
