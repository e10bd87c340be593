import { type StackName, synthesize } from '../synthesize';

/** A template as it is committed, so that a change can be read. */
export function templateText(name: StackName): string {
  return `${JSON.stringify(synthesize(name), null, 2)}\n`;
}
