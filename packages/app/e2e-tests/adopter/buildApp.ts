import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Backstage } from './createBackstage';

const report = resolve(__dirname, '../../../../tools/bundle/report.mjs');
const ours = '@oaf/backstage-plugin-api-management';

/** Builds the app for production; answers the bytes, with gzip, that a browser loads before it can show anything. */
export function buildApp({ directory, run }: Backstage): number {
  run('yarn --cwd packages/app build');
  const dist = join(directory, 'packages/app/dist');
  const printed = execFileSync(process.execPath, [report, dist, '--bytes'], {
    encoding: 'utf8',
  });
  return Number(printed.trim());
}

/** The same app without our pages, which it finds by its dependencies. */
export function withoutOurPages<Result>(
  { directory }: Backstage,
  build: () => Result,
): Result {
  const file = join(directory, 'packages/app/package.json');
  const text = readFileSync(file, 'utf8');
  const manifest = JSON.parse(text);
  if (!(ours in manifest.dependencies)) {
    throw new Error(`${file} does not name ${ours}`);
  }
  delete manifest.dependencies[ours];
  writeFileSync(file, JSON.stringify(manifest));
  try {
    return build();
  } finally {
    writeFileSync(file, text);
  }
}
