import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ConsumerProblem } from '../ConsumerProblem';
import type { Terminal } from '../terminal/Terminal';
import { type Profile, profileSchema } from './Profile';

const EXTENSION = '.json';

/** `OAF_HOME`, or `.oaf` in the home directory. */
export function profileDirectory({ environment }: Terminal): string {
  return environment.OAF_HOME || join(homedir(), '.oaf');
}

function pathOf(clientId: string, terminal: Terminal): string {
  return join(profileDirectory(terminal), `${clientId}${EXTENSION}`);
}

/**
 * Called before a one-time password is spent, so that its fruit can be kept.
 * @throws ConsumerProblem when nothing can be written there
 */
export async function prepareProfiles(terminal: Terminal): Promise<void> {
  const directory = profileDirectory(terminal);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await writeFile(join(directory, '.writable'), '', { mode: 0o600 });
  } catch (cause) {
    throw new ConsumerProblem(
      `${directory} cannot be written.`,
      'Set OAF_HOME to a directory that only you can read.',
      { cause },
    );
  }
}

/** In one step, so that an interruption never costs the key. */
export async function writeProfile(
  profile: Profile,
  terminal: Terminal,
): Promise<string> {
  const path = pathOf(profile.clientId, terminal);
  const draft = `${path}.${randomUUID()}`;
  const text = `${JSON.stringify(profile, null, 2)}\n`;
  await writeFile(draft, text, { mode: 0o600, flag: 'wx', flush: true });
  await rename(draft, path);
  return path;
}

async function listClientIds(terminal: Terminal): Promise<string[]> {
  const files = await readdir(profileDirectory(terminal)).catch(() => []);
  return files
    .filter(name => name.endsWith(EXTENSION))
    .map(name => name.slice(0, -EXTENSION.length));
}

async function chooseClientId(terminal: Terminal): Promise<string> {
  const clientIds = await listClientIds(terminal);
  if (clientIds.length === 0) {
    throw new ConsumerProblem(
      `There is no profile in ${profileDirectory(terminal)}.`,
      'Run: oaf-consumer enrol --issuer <issuer>',
    );
  }
  if (clientIds.length > 1) {
    throw new ConsumerProblem(
      `There are several profiles: ${clientIds.join(', ')}.`,
      'Choose one with --client-id <client id>.',
    );
  }
  return clientIds[0];
}

/**
 * @param clientId - default the only one there is
 * @throws ConsumerProblem
 */
export async function readProfile(
  terminal: Terminal,
  clientId?: string,
): Promise<Profile> {
  const path = pathOf(clientId ?? (await chooseClientId(terminal)), terminal);
  try {
    return profileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new ConsumerProblem(
      `The profile ${path} cannot be read.`,
      'Check the client id; if the file is damaged, ask for a new temporary password in the portal and enrol again.',
      { cause },
    );
  }
}
