import { randomUUID } from 'node:crypto';
import { InputError } from '@backstage/errors';
import type {
  AccountLinkBatchInput,
  AccountLinkBatchRow,
  RefusedRow,
} from '@oaf/backstage-plugin-api-management-common';
import type { AcceptedRow } from './BatchStore';
import { externalIdInBatch } from './externalId';

/** Takes the rows that can become links and tells of each other one why it cannot. */
export function readBatchRows(
  { driver, partition, rows }: AccountLinkBatchInput,
  around: {
    /** Throws an InputError for what can be no account. */
    validate(accountId: string): void;
    externalId: string;
    /** By account id. */
    linkedAliases: Map<string, string>;
  },
): { accepted: AcceptedRow[]; refused: RefusedRow[] } {
  const accepted: AcceptedRow[] = [];
  const refused: RefusedRow[] = [];
  const firstRows = new Map<string, number>();
  for (const [index, input] of rows.entries()) {
    const row = index + 1;
    const accountId = input.accountId.trim();
    const externalId = externalIdInBatch(around.externalId, accountId);
    const message =
      whyTaken(accountId, firstRows, around.linkedAliases) ??
      whyInvalid(accountId, around.validate);
    firstRows.set(accountId, firstRows.get(accountId) ?? row);
    if (message) {
      refused.push({ row, accountId, message });
    } else {
      const link = { id: randomUUID(), driver, partition, accountId };
      accepted.push({ ...link, ...namesOf(input, accountId), externalId, row });
    }
  }
  return { accepted, refused };
}

function whyTaken(
  accountId: string,
  firstRows: Map<string, number>,
  linkedAliases: Map<string, string>,
): string | undefined {
  const first = firstRows.get(accountId);
  if (first) {
    return `This account is in row ${first} already`;
  }
  const alias = linkedAliases.get(accountId);
  return alias && `This account is linked already, as ${alias}`;
}

function whyInvalid(
  accountId: string,
  validate: (accountId: string) => void,
): string | undefined {
  try {
    validate(accountId);
    return undefined;
  } catch (error) {
    if (error instanceof Error && error.name === InputError.name) {
      return error.message;
    }
    throw error;
  }
}

function namesOf({ alias, regions }: AccountLinkBatchRow, accountId: string) {
  const asked = (regions ?? []).map(region => region.trim()).filter(Boolean);
  return {
    alias: alias?.trim() || accountId,
    requestedRegions: asked.length > 0 ? [...new Set(asked)] : null,
  };
}
