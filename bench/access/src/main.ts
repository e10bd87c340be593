import { cpus } from 'node:os';
import { authorizer } from './authorizer/authorizer';
import { bundle } from './bundle/bundle';
import { ensureOneCore } from './core/ensureOneCore';
import { gateway } from './gateway/gateway';
import type { Measurement } from './measurement/Measurement';
import { isMet } from './measurement/Measurement';
import { formatTable, formatVerdict, type Section } from './table/formatTable';
import { tokenEndpoint } from './tokenEndpoint/tokenEndpoint';

/** What is measured, in the order of the table. */
const measurements: Measurement[] = [
  tokenEndpoint,
  authorizer,
  bundle,
  gateway,
];

async function main() {
  const isOneCore = ensureOneCore();
  const [{ model }] = cpus();
  const where = `${model}, Node ${process.version}`;
  console.log(`${where}, ${isOneCore ? 'one core' : 'all cores'}\n`);
  const sections: Section[] = [];
  for (const { title, measure } of measurements) {
    // The table comes at the end, minutes later; who waits sees how far it is.
    console.error(`Measuring: ${title}`);
    sections.push({ title, rows: await measure() });
  }
  console.log(`${formatTable(sections)}\n`);
  console.log(formatVerdict(sections));
  const rows = sections.flatMap(section => section.rows);
  process.exitCode = rows.every(isMet) ? 0 : 1;
}

main();
