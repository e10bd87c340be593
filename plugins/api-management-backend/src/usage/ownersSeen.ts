import type { PermissionCriteria } from '@backstage/plugin-permission-common';
import {
  isAndCriteria,
  isNotCriteria,
  isOrCriteria,
} from '@backstage/plugin-permission-node';
import type { SubscriptionFilter } from '@oaf/backstage-plugin-api-management-node';
import type { Visibility } from '../authorization/AccessControl';

/** Owners of products; undefined is all of them. */
type Owners = ReadonlySet<string> | undefined;

/** Of whose products every subscription is seen, and of whose any. */
type Bounds = { every: Owners; any: Owners };

const nobody: ReadonlySet<string> = new Set();

/**
 * Whose products a caller sees with all their subscriptions, when that is all that he sees: sums of products can then be
 * read in place of those of subscriptions. Undefined when it is not that simple.
 */
export function ownersSeen(
  visibilities: Array<Visibility<SubscriptionFilter>>,
): { owners: Owners } | undefined {
  const { every, any } = intersection(visibilities.map(boundsOf));
  const isExact =
    every === any ||
    (every !== undefined &&
      any !== undefined &&
      any.size === new Set([...every, ...any]).size &&
      every.size === any.size);
  return isExact ? { owners: every } : undefined;
}

function boundsOf(
  visibility:
    | Visibility<SubscriptionFilter>
    | PermissionCriteria<SubscriptionFilter>,
): Bounds {
  if (visibility === undefined) {
    return { every: undefined, any: undefined };
  }
  if (visibility === 'none') {
    return { every: nobody, any: nobody };
  }
  if (isAndCriteria(visibility)) {
    return intersection(visibility.allOf.map(boundsOf));
  }
  if (isOrCriteria(visibility)) {
    const parts = visibility.anyOf.map(boundsOf);
    return {
      every: union(parts.map(({ every }) => every)),
      any: union(parts.map(({ any }) => any)),
    };
  }
  const { property, values } = visibility as SubscriptionFilter;
  if (isNotCriteria(visibility) || property !== 'productOwner') {
    return { every: nobody, any: undefined };
  }
  const owners = new Set(values);
  return { every: owners, any: owners };
}

function intersection(parts: Bounds[]): Bounds {
  return {
    every: common(parts.map(({ every }) => every)),
    any: common(parts.map(({ any }) => any)),
  };
}

function common(sets: Owners[]): Owners {
  return sets.reduce(
    (left, right) =>
      left && right
        ? new Set([...left].filter(owner => right.has(owner)))
        : left ?? right,
    undefined,
  );
}

function union(sets: Owners[]): Owners {
  return sets.some(set => set === undefined)
    ? undefined
    : new Set(sets.flatMap(set => [...set!]));
}
