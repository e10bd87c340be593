import {
  makeValidator,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';

/** What rules decide; each is also the tag that is looked at when there is no rule. */
export const mappingFields = [
  'namespace',
  'owner',
  'system',
  'lifecycle',
] as const;

export type MappingField = (typeof mappingFields)[number];

const MAX_LIFECYCLE = 63;
const { isValidEntityName, isValidKind, isValidNamespace } = makeValidator();

/** A value as it is kept; undefined when it is none. An empty one says nothing. */
export const acceptValue: Record<
  MappingField,
  (value: string) => string | undefined
> = {
  namespace: value => (isValidNamespace(value) ? value : undefined),
  owner: value => toRef(value, 'group'),
  system: value => toRef(value, 'system'),
  lifecycle: value => (value.length <= MAX_LIFECYCLE ? value : undefined),
};

function toRef(value: string, defaultKind: string): string | undefined {
  try {
    const ref = parseEntityRef(value, {
      defaultKind,
      defaultNamespace: 'default',
    });
    const valid =
      isValidKind(ref.kind) &&
      isValidNamespace(ref.namespace) &&
      isValidEntityName(ref.name);
    return valid ? stringifyEntityRef(ref) : undefined;
  } catch {
    return undefined;
  }
}
