import { randomUUID } from 'node:crypto';
import type { ApiDefinition } from '@oaf/backstage-plugin-api-management-node';
import type { StoredDefinitionChange } from '../GatewayApiStore';
import { DefinitionWorker, NoComparison } from './DefinitionWorker';

/** Comparing takes about a second for a megabyte, and many times the text in memory. */
const MAX_BYTES = 2 * 1024 * 1024;

/** Tells how two versions of a definition differ. */
export interface DefinitionComparer {
  /** Undefined when they say the same; a change with a note when the difference cannot be told. Never rejects. */
  compare(
    before: string | undefined,
    after: ApiDefinition,
  ): Promise<StoredDefinitionChange | undefined>;
  stop(): Promise<void>;
}

export class ThreadedDefinitionComparer implements DefinitionComparer {
  readonly #worker: DefinitionWorker;

  constructor(worker = new DefinitionWorker()) {
    this.#worker = worker;
  }

  async compare(
    before: string | undefined,
    after: ApiDefinition,
  ): Promise<StoredDefinitionChange | undefined> {
    const obstacle = obstacleTo(before, after);
    if (obstacle) {
      return changeWithNote(obstacle);
    }
    try {
      const difference = await this.#worker.compare(before!, after.text);
      const { breakingCount, nonBreakingCount } = difference;
      return breakingCount + nonBreakingCount > 0
        ? { ...newChange(), ...difference, note: null }
        : undefined;
    } catch (error) {
      if (error instanceof NoComparison) {
        return changeWithNote(error.message);
      }
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#worker.stop();
  }
}

function obstacleTo(
  before: string | undefined,
  after: ApiDefinition,
): string | undefined {
  if (after.format !== 'openapi') {
    return 'Differences are told of OpenAPI documents only.';
  }
  if (!before || !after.text) {
    return 'One of the two versions is not kept, so they cannot be compared.';
  }
  return Math.max(before.length, after.text.length) > MAX_BYTES
    ? `One of the two versions is larger than the ${
        MAX_BYTES / 1024 / 1024
      } MB that are compared.`
    : undefined;
}

function newChange() {
  return { id: randomUUID(), changedAt: Date.now() };
}

function changeWithNote(note: string): StoredDefinitionChange {
  return {
    ...newChange(),
    breakingCount: 0,
    nonBreakingCount: 0,
    fromVersion: null,
    toVersion: null,
    note,
    details: [],
  };
}
