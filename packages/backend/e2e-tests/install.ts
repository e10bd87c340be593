import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { installed, installScript } from './environment';

/** Installs what was built, by the script that the image is made by. Answers what takes it away again. */
export default function install() {
  remove();
  execFileSync(installScript, [installed], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return remove;
}

function remove() {
  rmSync(installed, { recursive: true, force: true });
}
