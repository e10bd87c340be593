import { readFileSync } from 'node:fs';

/** The cores this process may use, as Linux lists them: `0`, `0-3`, `0,2`. */
export function allowedCores(): string {
  const status = readFileSync('/proc/self/status', 'utf8');
  return /^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1] ?? '';
}
