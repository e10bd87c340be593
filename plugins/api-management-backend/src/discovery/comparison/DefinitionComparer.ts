import { randomUUID } from 'node:crypto';
import { definitionLimits } from '@oaf/backstage-plugin-api-management-common';
import type { ApiDefinition } from '@oaf/backstage-plugin-api-management-node';
import { JobFailure } from '@oaf/backstage-plugin-api-management-node/threads';
import type { StoredDefinitionChange } from '../GatewayApiStore';
import type { DefinitionThread } from '../definition/DefinitionThread';

/** A definition that is read only when it can be compared. */
export type ComparedDefinition = {
  /** 0: it was not kept; null: unknown. */
  bytes: number | null;
  read(): Promise<string | undefined>;
};

type After = ComparedDefinition & Pick<ApiDefinition, 'format'>;

/** Tells how two versions of a definition differ. */
export interface DefinitionComparer {
  /** Undefined when they say the same; a change with a note when the difference cannot be told. Never rejects. */
  compare(
    before: ComparedDefinition,
    after: After,
  ): Promise<StoredDefinitionChange | undefined>;
}

export class ThreadedDefinitionComparer implements DefinitionComparer {
  readonly #thread: DefinitionThread;

  constructor(thread: DefinitionThread) {
    this.#thread = thread;
  }

  async compare(
    before: ComparedDefinition,
    after: After,
  ): Promise<StoredDefinitionChange | undefined> {
    const obstacle = obstacleTo(before, after);
    if (obstacle) {
      return changeWithNote(obstacle);
    }
    try {
      const difference = await this.#thread.run('compare', {
        before: (await before.read())!,
        after: (await after.read())!,
      });
      const { breakingCount, nonBreakingCount } = difference;
      return breakingCount + nonBreakingCount > 0
        ? { ...newChange(), ...difference, note: null }
        : undefined;
    } catch (error) {
      if (error instanceof JobFailure) {
        return changeWithNote(
          `The documents could not be compared: ${error.message}.`,
        );
      }
      throw error;
    }
  }
}

function obstacleTo(
  before: ComparedDefinition,
  after: After,
): string | undefined {
  if (after.format !== 'openapi') {
    return 'Differences are told of OpenAPI documents only.';
  }
  if (before.bytes === 0 || after.bytes === 0) {
    return 'One of the two versions is not kept, so they cannot be compared.';
  }
  const { compared } = definitionLimits;
  return Math.max(before.bytes ?? 0, after.bytes ?? 0) > compared
    ? `One of the two versions is larger than the ${
        compared / 1024 / 1024
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
