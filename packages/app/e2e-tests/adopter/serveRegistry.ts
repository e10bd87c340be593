import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What npm's registry answers about packages that were published once, and their tarballs. */
export async function serveRegistry(tarballs: string[]) {
  const answers = new Map<string, (url: string) => string | Buffer>();
  for (const [index, file] of tarballs.entries()) {
    const manifest = readManifest(file);
    answers.set(`/${manifest.name}`, url =>
      JSON.stringify(describe(manifest, file, `${url}/-/${index}.tgz`)),
    );
    answers.set(`/-/${index}.tgz`, () => readFileSync(file));
  }
  const server = createServer();
  const urlOf = () =>
    `http://localhost:${(server.address() as AddressInfo).port}`;
  server.on('request', (request, response) => {
    const answer = answers.get(decodeURIComponent(request.url!));
    send(response, answer?.(urlOf()));
  });
  await new Promise<void>(done => {
    server.listen(0, done);
  });
  return { url: urlOf(), close: () => server.close() };
}

function send(response: ServerResponse, body?: string | Buffer) {
  response.statusCode = body === undefined ? 404 : 200;
  response.end(body ?? '{}');
}

function readManifest(file: string) {
  const text = execFileSync('tar', ['xzOf', file, 'package/package.json']);
  return JSON.parse(text.toString());
}

/** Published long ago, because Yarn's age gate refuses what is younger than three days. */
function describe(
  manifest: { name: string; version: string },
  file: string,
  tarball: string,
) {
  const { name, version } = manifest;
  const hash = createHash('sha512').update(readFileSync(file));
  const dist = { tarball, integrity: `sha512-${hash.digest('base64')}` };
  return {
    name,
    time: { [version]: '2020-01-01T00:00:00.000Z' },
    'dist-tags': { latest: version },
    versions: { [version]: { ...manifest, dist } },
  };
}
