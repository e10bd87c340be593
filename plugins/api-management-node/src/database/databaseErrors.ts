/**
 * PostgreSQL's deadlock_detected, serialization_failure and lock_not_available; MySQL's and MariaDB's deadlock, lock
 * wait timeout and, with innodb_snapshot_isolation, a row that changed since it was read.
 */
const BUSY_CODES = [
  '40P01',
  '40001',
  '55P03',
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'ER_CHECKREAD',
];

const BUSY_SQLITE = /^SQLITE_(BUSY|LOCKED)/;

/** What drivers add to their errors: of mysql2, of pg, of better-sqlite3, and of the pool. */
const DRIVER_FIELDS = ['sqlState', 'sqlMessage', 'severity'];
const DRIVER_NAMES = ['SqliteError', 'KnexTimeoutError'];

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' ? code : '';
}

/**
 * The database gave a statement up for the sake of another one; the same may succeed a moment later.
 *
 * @public
 */
export function isDatabaseBusy(error: unknown): boolean {
  const code = codeOf(error);
  return BUSY_CODES.includes(code) || BUSY_SQLITE.test(code);
}

/**
 * The error is the database's own. Its message holds the statement with its values, so it belongs into the log and
 * nowhere else.
 *
 * @public
 */
export function isDatabaseError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    (isDatabaseBusy(error) ||
      codeOf(error).startsWith('SQLITE_') ||
      DRIVER_NAMES.includes(error.name) ||
      DRIVER_FIELDS.some(field => field in error))
  );
}
