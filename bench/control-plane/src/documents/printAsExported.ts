/** JSON as API Gateway prints what it exports: indented, with a space before each colon. No text of ours holds `": `. */
export function printAsExported(value: unknown): string {
  return JSON.stringify(value, null, 2).replaceAll('": ', '" : ');
}
