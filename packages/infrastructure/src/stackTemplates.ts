import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from './packageFolder';

/** The stacks there are. */
export const stackNames = [
  'gateway',
  'notify',
  'logs',
  'log-delivery',
  'identity',
  'data',
  'portal',
] as const;

export type StackName = (typeof stackNames)[number];

/** A template as it is deployed. */
export interface StackTemplate {
  name: StackName;
  /** CloudFormation, JSON. */
  body: string;
  /** SHA-256 of the body, hex: tells whether a deployed stack is of this version. */
  hash: string;
}

/** Reads a shipped template. */
export async function readStackTemplate(
  name: StackName,
): Promise<StackTemplate> {
  const file = join(packageFolder(), 'templates', `${name}.json`);
  const body = await readFile(file, 'utf8');
  return { name, body, hash: createHash('sha256').update(body).digest('hex') };
}
