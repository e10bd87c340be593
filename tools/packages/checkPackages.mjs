// node tools/packages/checkPackages.mjs <folder of tarballs>: see README.md.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accepted, isAccepted } from './accepted.mjs';
import { dependenciesOf } from './dependenciesOf.mjs';
import { remarksOn } from './remarksOn.mjs';

const folder = process.argv[2];
const seen = new Set();
const problems = [];

for (const file of readdirSync(folder).filter(name => name.endsWith('.tgz'))) {
  const tarball = readFileSync(join(folder, file));
  const { name, unused, undeclared } = dependenciesOf(tarball);
  const remarks = await remarksOn(tarball);
  remarks.forEach(({ kind }) => seen.add(kind));
  problems.push(
    ...remarks
      .filter(remark => !isAccepted(remark, name))
      .map(({ tool, kind, text }) => `${name}: ${tool} ${kind} ${text}`),
    ...unused.map(dependency => `${name}: never imports ${dependency}`),
    ...undeclared.map(dependency => `${name}: does not name ${dependency}`),
  );
  console.log(`${name}: ${remarks.length} remarks`);
}

problems.push(
  ...accepted
    .flatMap(({ kinds }) => kinds)
    .filter(kind => !seen.has(kind))
    .map(kind => `accepted.mjs: nothing is remarked as ${kind} any more`),
);
problems.forEach(problem => console.error(problem));
process.exitCode = problems.length > 0 || seen.size === 0 ? 1 : 0;
