import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/**
 * The environment for everything that the launcher runs: the chosen Node first on the PATH, and its own headers for
 * native modules, which node-gyp would otherwise download.
 */
export function environmentOf(root, node) {
  const home = dirname(dirname(node));
  const hasHeaders = existsSync(join(home, 'include/node/node_version.h'));
  return {
    BACKSTAGE_TEST_DISABLE_DOCKER: '1',
    SCARF_ANALYTICS: 'false',
    // What V8 made of thousands of files; half a second at each start.
    NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node'),
    ...process.env,
    ...(hasHeaders && { npm_config_nodedir: home }),
    PATH: [
      dirname(node),
      join(root, 'node_modules/.bin'),
      process.env.PATH,
    ].join(delimiter),
  };
}
