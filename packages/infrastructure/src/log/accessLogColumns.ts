import { accessLogFields } from './accessLogFormat';

const toSnakeCase = (name: string) =>
  name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);

/**
 * The access log's columns, and the field of a line that each is of. All are texts: API Gateway writes `-` where it has
 * no value, and a line that does not fit its column would be lost.
 */
export const accessLogColumns: Record<string, string> = Object.fromEntries(
  accessLogFields.map(field => [toSnakeCase(field), field]),
);

/** Where a line is, beside when it was delivered: its own account and region are columns already. */
export const partitionColumns = ['source_account', 'source_region', 'day'];
