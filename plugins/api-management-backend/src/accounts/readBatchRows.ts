import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { InputError } from '@backstage/errors';
import type {
  AccountLinkBatchInput,
  AccountLinkBatchRow,
  RefusedRow,
} from '@oaf/backstage-plugin-api-management-common';
import type { AccountLinking } from '@oaf/backstage-plugin-api-management-node';
import type { AcceptedRow } from './BatchStore';
import { externalIdInBatch } from './externalId';
import { validateAccount } from './validateAccount';

/** Others are served between so many rows. */
const ROWS_AT_ONCE = 25;

/** Takes the rows that can become links and tells of each other one why it cannot. */
export async function readBatchRows(
  { driver, partition, rows }: AccountLinkBatchInput,
  around: {
    linking: AccountLinking;
    externalId: string;
    /** By account id. */
    linkedAliases: Map<string, string>;
  },
): Promise<{ accepted: AcceptedRow[]; refused: RefusedRow[] }> {
  const accepted: AcceptedRow[] = [];
  const refused: RefusedRow[] = [];
  const firstRows = new Map<string, number>();
  for (const [index, input] of rows.entries()) {
    const row = index + 1;
    const accountId = input.accountId.trim();
    const externalId = externalIdInBatch(around.externalId, accountId);
    const message =
      whyTaken(accountId, firstRows, around.linkedAliases) ??
      (await whyInvalid(around.linking, { accountId, partition, externalId }));
    firstRows.set(accountId, firstRows.get(accountId) ?? row);
    if (message) {
      refused.push({ row, accountId, message });
    } else {
      const link = { id: randomUUID(), driver, partition, accountId };
      accepted.push({ ...link, ...namesOf(input, accountId), externalId, row });
    }
    if (row % ROWS_AT_ONCE === 0) {
      await setImmediate();
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

async function whyInvalid(
  linking: AccountLinking,
  account: { accountId: string; partition: string; externalId: string },
): Promise<string | undefined> {
  try {
    await validateAccount(linking, account);
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
