// node tools/bundle/report.mjs <dist of an app> [--bytes]: see README.md.
import { eagerPages, readInitialLoad } from './readBundle.mjs';

const [folder, format] = process.argv.slice(2);
const files = readInitialLoad(folder);
const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
const eager = eagerPages(files);

if (format === '--bytes') {
  // As text: a number would be coloured where colours are forced.
  console.log(String(total));
} else {
  files.forEach(({ name, bytes }) => print(bytes, name));
  print(total, 'initial load, gzip');
}
eager.forEach(source => console.error(`loaded at once: ${source}`));

const isKnown = files.some(({ sources }) => sources.length > 0);
if (!isKnown) {
  console.error('There are no source maps to say what the files are made of');
}
process.exitCode = isKnown && eager.length === 0 ? 0 : 1;

function print(bytes, what) {
  console.log(`${(bytes / 1000).toFixed(1).padStart(8)} kB  ${what}`);
}
