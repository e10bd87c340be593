import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const named = /<(?:script|link)\b[^>]*\b(?:src|href)="([^"]+\.(?:js|css))"/g;

/**
 * What a browser loads before it can show anything: the scripts and styles that the built app's page names.
 *
 * @param {string} folder `dist` of a Backstage app
 * @returns {{ name: string, bytes: number, sources: string[] }[]} bytes: with gzip; sources: what the file was made of
 */
export function readInitialLoad(folder) {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const files = [...page.matchAll(named)].map(([, address]) =>
    // Addresses begin with what the server fills in for the app's path.
    address.slice(address.indexOf('static/')),
  );
  return [...new Set(files)].map(name => {
    const path = join(folder, name);
    const bytes = gzipSync(readFileSync(path), { level: 9 }).length;
    return { name, bytes, sources: readSources(`${path}.map`) };
  });
}

function readSources(map) {
  return existsSync(map) ? JSON.parse(readFileSync(map, 'utf8')).sources : [];
}

const page =
  /api-management\/(?:src|dist)\/.*(?:Page|Content|Card|Dialog)\.(?:tsx|esm\.js)$/;

/** Pages of ours that are loaded although nobody opened them. */
export function eagerPages(files) {
  return files.flatMap(({ sources }) => sources).filter(it => page.test(it));
}
