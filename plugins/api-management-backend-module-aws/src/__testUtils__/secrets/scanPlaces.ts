import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Portal } from '../portal/Portal';
import type { SecretScan } from './SecretScan';

/** Every column of every row. */
export async function scanDatabase(scan: SecretScan, { knex }: Portal) {
  const tables = await knex('sqlite_master').where({ type: 'table' });
  for (const { name } of tables) {
    for (const row of await knex(name)) {
      scan.look(`database ${name}`, row);
    }
  }
}

/** What was logged, and what was audited. */
export function scanLogs(scan: SecretScan, { log, audit }: Portal) {
  scan.look('log', log);
  scan.look('audit log', audit.records);
}

/** What pages and the catalog's provider read. */
export async function scanAnswers(
  scan: SecretScan,
  portal: Portal,
  paths: string[],
) {
  for (const path of paths) {
    const { status, body } = await portal.get(path);
    if (status !== 200) {
      throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    }
    scan.look(`answer ${path}`, body);
  }
}

/** What MiniStack wrote down when it was shut down: all that any of its services held. */
export async function scanState(scan: SecretScan, folder: string) {
  const files = await readdir(folder, { withFileTypes: true, recursive: true });
  for (const file of files.filter(one => one.isFile())) {
    const text = await readFile(join(file.parentPath, file.name), 'latin1');
    const place = `AWS ${file.name}`;
    scan.look(place, file.name.endsWith('.json') ? JSON.parse(text) : text);
  }
}
