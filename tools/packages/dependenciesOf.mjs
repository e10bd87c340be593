import { createPackageFromTarballData } from '@arethetypeswrong/core';
import { isBuiltin } from 'node:module';
import ts from 'typescript';

/**
 * Which dependencies a packed package names and never imports, and which it imports (in its types, too) and does not
 * name. Tests are not packed, so what only they need is seen here.
 *
 * @param {Buffer} tarball
 * @returns {{ name: string, unused: string[], undeclared: string[] }}
 */
export function dependenciesOf(tarball) {
  const packed = createPackageFromTarballData(new Uint8Array(tarball));
  const manifest = JSON.parse(
    packed.readFile(`/node_modules/${packed.packageName}/package.json`),
  );
  const imported = importsOf(packed);
  const declared = Object.keys(manifest.dependencies ?? {});
  const known = [
    manifest.name,
    ...declared,
    ...Object.keys(manifest.peerDependencies ?? {}),
  ];
  return {
    name: manifest.name,
    unused: declared.filter(name => !imported.has(name)),
    undeclared: [...imported].filter(name => !known.includes(name)).sort(),
  };
}

function importsOf(packed) {
  const files = packed
    .listFiles()
    .filter(path => /\.([cm]?js|d\.[cm]?ts)$/.test(path));
  const specifiers = files.flatMap(path =>
    ts
      .preProcessFile(packed.readFile(path), true, true)
      .importedFiles.map(({ fileName }) => fileName),
  );
  return new Set(specifiers.filter(isPackage).map(packageOf));
}

const isPackage = specifier =>
  !specifier.startsWith('.') && !isBuiltin(specifier);

const packageOf = specifier =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
