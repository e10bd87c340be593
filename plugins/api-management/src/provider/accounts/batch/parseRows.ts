import type { AccountLinkBatchRow } from '@oaf/backstage-plugin-api-management-common';
import { parse } from 'papaparse';
import { accountIdProblem } from '../linking/accountIdProblem';

/** One line of a list of accounts. */
export type ListedAccount = {
  /** Line of the list, from 1. */
  line: number;
  accountId: string;
  alias: string;
  regions: string[];
  /** Why it will not be sent. */
  problem?: string;
};

const regionName = /^[a-z]{2,}(-[a-z]+)+-\d+$/;

/**
 * Reads lines of `account id, alias, regions…`, separated by commas, semicolons or tabs, as they are typed or as a
 * spreadsheet saves them; a line of titles at the start is left out.
 */
export function parseRows(text: string, driver: string): ListedAccount[] {
  const { data } = parse<string[]>(text.trim(), {
    delimitersToGuess: [',', ';', '\t'],
  });
  const seen = new Map<string, number>();
  return data
    .map((cells, index) => toListed(cells, index + 1))
    .filter(({ line, accountId, alias }) =>
      line === 1 && isTitle(accountId) ? false : accountId || alias,
    )
    .map(listed => ({ ...listed, problem: findProblem(listed, driver, seen) }));
}

function toListed(cells: string[], line: number): ListedAccount {
  const [accountId = '', alias = '', ...regions] = cells.map(cell =>
    cell.trim(),
  );
  return {
    line,
    accountId,
    alias,
    regions: regions.flatMap(cell => cell.split(/[\s,;]+/)).filter(Boolean),
  };
}

function isTitle(cell: string) {
  return /^[a-z _-]*(account|id)[a-z _-]*$/i.test(cell);
}

function findProblem(
  { line, accountId, alias, regions }: ListedAccount,
  driver: string,
  seen: Map<string, number>,
) {
  const first = seen.get(accountId);
  seen.set(accountId, first ?? line);
  const wrong = regions.find(region => !regionName.test(region));
  return (
    accountIdProblem(driver, accountId) ??
    (first ? `The account is in line ${first} already.` : undefined) ??
    (alias.length > 120
      ? 'The alias has more than 120 characters.'
      : undefined) ??
    (wrong && `${wrong} is not the name of a region.`)
  );
}

/** What is sent of a list: the lines without a problem. */
export const toBatchRows = (listed: ListedAccount[]): AccountLinkBatchRow[] =>
  listed
    .filter(({ problem }) => !problem)
    .map(({ accountId, alias, regions }) => ({
      accountId,
      alias: alias || undefined,
      regions: regions.length > 0 ? regions : undefined,
    }));
