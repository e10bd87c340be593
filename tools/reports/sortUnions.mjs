// Puts the members of unions of string literals in the API reports into alphabetical order: TypeScript writes them in
// the order in which it met them, which changes with files that have nothing to do with the report.
//
//   node tools/reports/sortUnions.mjs <folder> …
import { globSync, readFileSync, writeFileSync } from 'node:fs';

const lines = /(?:^[ ]*\| '[^'\n]+'\n){2,}/gm;
const inline = /'[^'\n]+'(?: \| '[^'\n]+')+/g;

export const sortUnions = report =>
  report
    .replace(lines, run =>
      run
        .split(/(?<=\n)/)
        .sort()
        .join(''),
    )
    .replace(inline, run => run.split(' | ').sort().join(' | '));

for (const folder of process.argv.slice(2)) {
  for (const file of globSync(`${folder}/report*.api.md`)) {
    const report = readFileSync(file, 'utf8');
    const sorted = sortUnions(report);
    if (sorted !== report) writeFileSync(file, sorted);
  }
}
