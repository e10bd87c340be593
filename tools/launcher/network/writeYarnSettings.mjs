import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { yarnSettings } from './yarnSettings.mjs';

/**
 * Writes what Yarn reads only from a file into a folder of the repository that is not committed: Yarn, started there,
 * takes it together with the settings of the folders above and of the person.
 *
 * @param settings of readNpmSettings; undefined where there is no npm
 * @returns {{ args: string[], secrets: NodeJS.ProcessEnv }} what Yarn is to be started with, before its command
 */
export function writeYarnSettings(root, settings) {
  const folder = join(root, '.tools/yarn');
  rmSync(folder, { recursive: true, force: true });
  if (!settings) {
    return { args: [], secrets: {} };
  }
  const { settings: maps, secrets } = yarnSettings(settings);
  if (Object.keys(maps).length === 0) {
    return { args: [], secrets };
  }
  mkdirSync(folder, { recursive: true });
  // JSON is YAML.
  writeFileSync(join(folder, '.yarnrc.yml'), JSON.stringify(maps, null, 2));
  return { args: ['--cwd', folder], secrets };
}
