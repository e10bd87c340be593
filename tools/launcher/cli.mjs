/** Backstage's command, from the root of the repository. */
export const cli = 'node_modules/@backstage/cli/bin/backstage-cli';
