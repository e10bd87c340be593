import Papa, { type UnparseConfig, type UnparseObject } from 'papaparse';

/**
 * A table for a spreadsheet, as RFC 4180 has it. Texts are other people's, so none of them becomes a formula.
 *
 * @param formula - which texts a spreadsheet would calculate; by default all that begin like one, numbers below zero too
 */
export function toCsv(
  table: object[] | UnparseObject<unknown>,
  formula: UnparseConfig['escapeFormulae'] = true,
): string {
  return `${Papa.unparse(table, { escapeFormulae: formula })}\r\n`;
}
