// Bundles each Lambda function into dist/lambda/<name>/index.js and dist/lambda/<name>.zip.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { zipSync } from 'fflate';

export const functions = [
  'authorizer',
  'authorizerMtls',
  'keyPair',
  'metadata',
  'nonce',
  'register',
  'revoke',
  'rotateNonceKey',
  'token',
];

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** The same input gives the same archive, byte for byte. */
function zip(code) {
  return zipSync({ 'index.js': [code, { mtime: '1980-01-01T00:00:00' }] });
}

async function bundle(name, directory) {
  const outfile = join(directory, name, 'index.js');
  await build({
    entryPoints: [join(root, 'src/lambda', `${name}.ts`)],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    legalComments: 'inline',
    logLevel: 'warning',
  });
  writeFileSync(join(directory, `${name}.zip`), zip(readFileSync(outfile)));
}

/** @returns the directory */
export async function buildLambda(directory = join(root, 'dist/lambda')) {
  await Promise.all(functions.map(name => bundle(name, directory)));
  return directory;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log(await buildLambda(process.argv[2]));
}
