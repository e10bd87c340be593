import { columns, toSnakeCase, type Column } from './columns';

type Table = Record<string, Column>;

/** Names of the columns as lines and tables have them. */
export function columnNames(table: Table = columns): string[] {
  return Object.keys(table).map(toSnakeCase);
}

/**
 * What a line of API Gateway consists of, by column. All are texts, as a variable without a value is printed as `-`.
 *
 * @param options - `region`: what stands for the gateway's Region
 */
export function apiGatewayFields(
  { region, isHttp = false }: { region: string; isHttp?: boolean },
  table: Table = columns,
): Record<string, string> {
  const kept = Object.entries(table).filter(
    ([, { isLeftOutOfHttp }]) => !(isHttp && isLeftOutOfHttp),
  );
  return Object.fromEntries(
    kept.map(([name, { apiGateway }]) => [
      toSnakeCase(name),
      apiGateway === '${region}' ? region : apiGateway,
    ]),
  );
}

/** The directive of nginx that writes such lines; all values are texts, as for API Gateway. */
export function nginxLogFormat(name: string, table: Table = columns): string {
  const fields = Object.entries(table).map(
    ([column, { nginx }]) => `"${toSnakeCase(column)}":"${nginx}"`,
  );
  return `log_format ${name} escape=json '{${fields.join(',')}}';`;
}

/**
 * Columns of a Glue table. All are texts: API Gateway writes `-` where it has no value, and a line that does not fit its
 * column would be lost.
 */
export function glueColumns(
  table: Table = columns,
): Array<{ name: string; type: 'string' }> {
  return columnNames(table).map(name => ({ name, type: 'string' }));
}
