/** Epoch milliseconds → ISO 8601 in UTC; null stays absent. */
export function isoTime(time: number): string;
export function isoTime(time: number | null): string | undefined;
export function isoTime(time: number | null): string | undefined {
  return time === null ? undefined : new Date(time).toISOString();
}

/** Big integers come back as strings from PostgreSQL. */
export function toTime(value: number | string): number;
export function toTime(value: number | string | null): number | null;
export function toTime(value: number | string | null): number | null {
  return value === null ? null : Number(value);
}
