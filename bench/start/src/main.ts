import { rmSync } from 'node:fs';
import { cloneBare } from './cloneBare';
import { chooseEnvironment } from './environment';
import { timeStart } from './timeStart';

/** Seconds, on a machine that has nothing but Node and a registry near by. */
const FIRST = 240;
/** Seconds, when everything is installed. */
const LATER = 12;

async function main() {
  const { folder, home, product } = cloneBare();
  const environment = await chooseEnvironment(home);
  try {
    const rows: Array<[string, number, number]> = [
      ['first start', await timeStart(product, environment), FIRST],
      ['later start', await timeStart(product, environment), LATER],
    ];
    for (const [name, seconds, bound] of rows) {
      console.log(
        `${name}  ${seconds.toFixed(1).padStart(6)} s  ≤ ${bound} s${
          seconds > bound ? '  MISSED' : ''
        }`,
      );
    }
    const missed = rows.filter(([, seconds, bound]) => seconds > bound);
    console.log(
      missed.length === 0
        ? 'bench start: all bounds met'
        : `bench start: missed: ${missed.map(([name]) => name).join(', ')}`,
    );
    process.exitCode = missed.length === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
