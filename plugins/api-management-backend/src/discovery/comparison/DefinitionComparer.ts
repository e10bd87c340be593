import { randomUUID } from 'node:crypto';
import { definitionLimits } from '@oaf/backstage-plugin-api-management-common';
import type { ApiDefinition } from '@oaf/backstage-plugin-api-management-node';
import { JobFailure } from '@oaf/backstage-plugin-api-management-node/threads';
import type { StoredDefinitionChange } from '../GatewayApiStore';
import type { DefinitionThread } from '../definition/DefinitionThread';

/** Tells how two versions of a definition differ. */
export interface DefinitionComparer {
  /** Undefined when they say the same; a change with a note when the difference cannot be told. Never rejects. */
  compare(
    before: string | undefined,
    after: ApiDefinition,
  ): Promise<StoredDefinitionChange | undefined>;
}

export class ThreadedDefinitionComparer implements DefinitionComparer {
  readonly #thread: DefinitionThread;

  constructor(thread: DefinitionThread) {
    this.#thread = thread;
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
      const difference = await this.#thread.run('compare', {
        before: before!,
        after: after.text,
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
  before: string | undefined,
  after: ApiDefinition,
): string | undefined {
  if (after.format !== 'openapi') {
    return 'Differences are told of OpenAPI documents only.';
  }
  if (!before || !after.text) {
    return 'One of the two versions is not kept, so they cannot be compared.';
  }
  const { compared } = definitionLimits;
  return Math.max(before.length, after.text.length) > compared
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
