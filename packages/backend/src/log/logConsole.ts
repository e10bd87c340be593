import { format } from 'node:util';

const levels = {
  debug: 'debug',
  log: 'info',
  info: 'info',
  warn: 'warn',
  error: 'error',
} as const;

type Level = (typeof levels)[keyof typeof levels];

/**
 * Makes JSON with a time of what is printed past the logger (by Node, by libraries, before the logger is there), so
 * that whoever collects the log can read every line.
 */
export function logConsole() {
  for (const [method, level] of Object.entries(levels)) {
    const stream = level === 'error' ? process.stderr : process.stdout;
    console[method as keyof typeof levels] = (...args: unknown[]) =>
      stream.write(line(level, format(...args)));
  }
  process.removeAllListeners('warning');
  process.on('warning', warning =>
    process.stderr.write(line('warn', String(warning.stack ?? warning))),
  );
}

function line(level: Level, message: string): string {
  const timestamp = new Date().toISOString();
  return `${JSON.stringify({
    level,
    message,
    service: 'backstage',
    timestamp,
  })}\n`;
}
