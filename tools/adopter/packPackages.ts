import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../..');
const directory = join(root, '.cache/adopter/packages');

/** Builds and packs every package that npm would get; the types must have been made (`yarn tsc`). Answers the tarballs. */
export function packPackages(): string[] {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  run('backstage-cli', 'repo', 'build');
  run(
    'yarn',
    ...['workspaces', 'foreach', '--all', '--no-private', '--parallel'],
    ...['--include', '@oaf/*'],
    ...['pack', '--out', join(directory, '%s.tgz')],
  );
  return readdirSync(directory).map(name => join(directory, name));
}

function run(command: string, ...args: string[]) {
  const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
  execFileSync(command, args, {
    cwd: root,
    env: { ...process.env, PATH: path },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
