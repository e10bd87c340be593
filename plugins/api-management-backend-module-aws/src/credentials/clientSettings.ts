/** How a client of AWS asks that waits between tries by itself, longer when AWS throttles. */
export const clientSettings = {
  maxAttempts: 4,
  requestHandler: {
    connectionTimeout: 10_000,
    requestTimeout: 30_000,
    throwOnRequestTimeout: true,
  },
};
