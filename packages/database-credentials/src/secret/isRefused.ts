/** https://mariadb.com/kb/en/mariadb-error-codes/: ER_ACCESS_DENIED_ERROR; the same at MySQL. */
const MYSQL_ACCESS_DENIED = 1045;

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: invalid_password. */
const POSTGRES_INVALID_PASSWORD = '28P01';

/** Whether a server did not take user and password, by its code: its messages may be in any language. */
export function isRefused(error: unknown): error is Error {
  const { errno, code } = Object(error);
  return errno === MYSQL_ACCESS_DENIED || code === POSTGRES_INVALID_PASSWORD;
}
