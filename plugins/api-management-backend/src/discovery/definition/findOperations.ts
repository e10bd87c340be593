import type {
  Operation,
  OperationPage,
} from '@oaf/backstage-plugin-api-management-common';
import type { OutlinedOperation } from './DefinitionThread';

export type OperationFilter = {
  /** Words that all occur in method, path, summary or operation id, in any case. */
  search?: string;
  tag?: string;
};

/** A page of the operations that a filter leaves, in their order, and how many of all have each tag. */
export function findOperations(
  operations: OutlinedOperation[],
  { search = '', tag }: OperationFilter,
  { offset, limit }: { offset: number; limit: number },
): OperationPage {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = operations.filter(
    operation =>
      (!tag || operation.tags.includes(tag)) && hasWords(operation, words),
  );
  return {
    items: found.slice(offset, offset + limit).map(toOperation),
    totalItems: found.length,
    tags: countTags(operations),
  };
}

function hasWords(operation: OutlinedOperation, words: string[]): boolean {
  const { id, summary, operationId } = operation;
  const text = [id, summary, operationId].join(' ').toLowerCase();
  return words.every(word => text.includes(word));
}

function countTags(operations: OutlinedOperation[]) {
  const counts = new Map<string, number>();
  for (const tag of operations.flatMap(({ tags }) => tags)) {
    counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count }));
}

function toOperation({ callableBare, ...shown }: OutlinedOperation): Operation {
  return shown;
}
