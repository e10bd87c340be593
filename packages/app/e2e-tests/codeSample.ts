import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Page, expect, test } from '@playwright/test';
import { installedPackages } from './environment';

const run = promisify(execFile);

export type Language = 'Node.js' | 'curl';

/** How a developer saves and runs each sample. */
const manners = {
  'Node.js': { fileName: 'call-api.mjs', program: process.execPath },
  curl: { fileName: 'call-api.sh', program: 'bash' },
};

export type Secrets = {
  OAF_API_KEY: string;
  OAF_TEMPORARY_PASSWORD?: string;
  /** Of a gateway whose certificate no public authority signed. */
  NODE_EXTRA_CA_CERTS?: string;
};

/** A copied sample in a folder of its own. */
export type SavedSample = { directory: string; language: Language };

/** Copies a sample with the page's own button and saves it among the test's results. */
export async function saveSample(
  page: Page,
  language: Language,
): Promise<SavedSample> {
  const section = page.getByRole('region', { name: 'How to call' });
  await section.getByRole('tab', { name: language }).click();
  await section
    .getByRole('tabpanel', { name: language })
    .getByRole('button', { name: 'Copy text' })
    .click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  expect(text).toContain('OAF_API_KEY');
  const directory = test.info().outputPath('sample');
  await mkdir(directory);
  await writeFile(join(directory, manners[language].fileName), text);
  // In place of `npm install openid-client`.
  await symlink(installedPackages, join(directory, 'node_modules'));
  return { directory, language };
}

/** Changes a saved sample as a developer would. */
export async function editSample(
  { directory, language }: SavedSample,
  edit: (text: string) => string,
) {
  const file = join(directory, manners[language].fileName);
  const text = await readFile(file, 'utf8');
  const edited = edit(text);
  expect(edited).not.toBe(text);
  await writeFile(file, edited);
}

/** Changes a saved Node.js sample so that it calls something else. */
export async function aimSample(sample: SavedSample, url: string) {
  await editSample(sample, text =>
    text.replace(/^const url = .*$/m, `const url = new URL('${url}');`),
  );
}

/** Runs a saved sample with the secrets in its environment and nothing else; answers what it prints. */
export async function runSample(sample: SavedSample, secrets: Secrets) {
  const { fileName, program } = manners[sample.language];
  const { stdout } = await run(program, [fileName], {
    cwd: sample.directory,
    timeout: 60_000,
    env: { PATH: process.env.PATH, ...secrets } as NodeJS.ProcessEnv,
  });
  return stdout;
}

/** Changes a saved Node.js sample so that it writes with a token that may only read. */
export async function overreachSample(sample: SavedSample) {
  await editSample(sample, text =>
    text.replace(/ \S+:write";$/m, '";').replace('"GET"', '"POST"'),
  );
}
