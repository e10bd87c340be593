import { makeValidator } from '@backstage/catalog-model';

const { isValidTag } = makeValidator();

/** These have a place of their own in the entity. */
const OTHERWISE_USED = ['owner', 'lifecycle', 'system', 'namespace'];

/** Set by the cloud provider for its own bookkeeping. */
const RESERVED_PREFIX = 'aws:';

/**
 * Gateway tags as catalog tags: `domain=Claims & Care` becomes `domain:claims-care`, a tag without a value becomes its key.
 * What cannot be spelled as a catalog tag is left out.
 */
export function entityTags(gatewayTags: Record<string, string>): string[] {
  const tags = Object.entries(gatewayTags)
    .filter(([key]) => !OTHERWISE_USED.includes(key.toLowerCase()))
    .filter(([key]) => !key.toLowerCase().startsWith(RESERVED_PREFIX))
    .map(([key, value]) => [key, value].map(slug).filter(Boolean).join(':'))
    .filter(isValidTag);
  return [...new Set(tags)].sort();
}

function slug(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^a-z0-9+#]+/g, '-')
    .replace(/^-|-$/g, '');
}
