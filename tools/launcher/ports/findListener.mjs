import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const LISTENING = '0A';

/**
 * The process that listens on a port, as far as /proc tells: Linux only, and only processes one may look at.
 *
 * @returns {{ pid: number, command: string } | undefined}
 */
export function findListener(port) {
  const inodes = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(table =>
    listeningInodes(table, port),
  );
  const pid = attempt(() => readdirSync('/proc'))
    ?.filter(name => /^\d+$/.test(name))
    .find(candidate => holdsSocket(candidate, inodes));
  return pid && { pid: Number(pid), command: commandOf(pid) };
}

function listeningInodes(table, port) {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = attempt(() => readFileSync(table, 'utf8').split('\n')) ?? [];
  return rows
    .map(row => row.trim().split(/\s+/))
    .filter(
      ([, local, , state]) => local?.endsWith(suffix) && state === LISTENING,
    )
    .map(columns => columns[9]);
}

function holdsSocket(pid, inodes) {
  const files = attempt(() => readdirSync(`/proc/${pid}/fd`)) ?? [];
  return files.some(file =>
    inodes.some(
      inode =>
        attempt(() => readlinkSync(`/proc/${pid}/fd/${file}`)) ===
        `socket:[${inode}]`,
    ),
  );
}

function commandOf(pid) {
  const line =
    attempt(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8')) ?? '';
  return line.split('\0').join(' ').trim().slice(0, 80);
}

// Processes end while one looks, and those of others may not be looked at.
function attempt(read) {
  try {
    return read();
  } catch {
    return undefined;
  }
}
