// For tests: what stands between a company's machine and the packages.
import {
  X509CertificateGenerator,
  BasicConstraintsExtension,
  SubjectAlternativeNameExtension,
} from '@peculiar/x509';
import { execFileSync } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect } from 'node:net';
import { join } from 'node:path';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const newKeys = () =>
  webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);

/** An authority of its own, as PEM, and a certificate that it signed for the hosts. */
export async function createAuthority(hosts) {
  const [authority, server] = await Promise.all([newKeys(), newKeys()]);
  const root = await X509CertificateGenerator.createSelfSigned(
    {
      name: 'CN=Company Authority',
      keys: authority,
      signingAlgorithm: algorithm,
      extensions: [new BasicConstraintsExtension(true, undefined, true)],
    },
    webcrypto,
  );
  const certificate = await X509CertificateGenerator.create(
    {
      subject: 'CN=registry',
      issuer: root.subject,
      publicKey: server.publicKey,
      signingKey: authority.privateKey,
      signingAlgorithm: algorithm,
      extensions: [
        new SubjectAlternativeNameExtension(
          hosts.map(value => ({ type: 'dns', value })),
        ),
      ],
    },
    webcrypto,
  );
  const pkcs8 = Buffer.from(
    await webcrypto.subtle.exportKey('pkcs8', server.privateKey),
  ).toString('base64');
  return {
    ca: root.toString('pem'),
    cert: certificate.toString('pem'),
    key: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`,
  };
}

/** Packs a package that has nothing but its name. */
export function packPackage(folder, name) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name, version: '1.0.0' }),
  );
  execFileSync('tar', ['-czf', '../package.tgz', '-C', '..', 'package'], {
    cwd: folder,
  });
  return readFileSync(join(folder, '../package.tgz'));
}

/**
 * A registry of the given packages, `path` → `{ name, tarball }`, which remembers what it was asked and by whom.
 *
 * @param {object} options `authority` for TLS, and `authorize`, which looks at a request's path and credentials
 */
export async function startRegistry(packages, options = {}) {
  const { authority, authorize = () => true } = options;
  const requests = [];
  const answer = (request, response) => {
    const { url, headers } = request;
    requests.push({ url, authorization: headers.authorization });
    const path = decodeURIComponent(url);
    if (!authorize(path, headers.authorization)) {
      response.writeHead(401).end();
      return;
    }
    const wanted = packages.find(({ path: start }) =>
      `${path}/`.startsWith(`${start}/`),
    );
    if (!wanted) {
      response.writeHead(404).end();
    } else if (path.endsWith('.tgz')) {
      response.end(wanted.tarball);
    } else {
      const origin = `${authority ? 'https' : 'http'}://${headers.host}`;
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(packument(wanted, origin)));
    }
  };
  const server = authority
    ? createHttpsServer(authority, answer)
    : createHttpServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, requests, port: server.address().port };
}

function packument({ name, path }, origin) {
  const tarball = `${origin}${path}/-/${name.split('/').at(-1)}-1.0.0.tgz`;
  return {
    name,
    'dist-tags': { latest: '1.0.0' },
    versions: { '1.0.0': { name, version: '1.0.0', dist: { tarball } } },
  };
}

/** A forward proxy that knows the company's hosts, which no resolver of this machine does. */
export async function startProxy(ports) {
  const connects = [];
  const server = createHttpServer();
  server.on('connect', (request, client) => {
    connects.push(request.url);
    const upstream = connect(ports[request.url.split(':')[0]], '127.0.0.1');
    upstream.on('connect', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    const end = () => [client, upstream].forEach(socket => socket.destroy());
    [client, upstream].forEach(socket => socket.on('error', end));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, connects, url: `http://127.0.0.1:${server.address().port}` };
}
