import { pairOf, resolveAlias } from '../source/SourceNode';
import type { SourceMap } from '../source/SourceNode';

/** Where Swagger 2 has what later versions have among their components. */
const SWAGGER_2: Record<string, string> = { schemas: 'definitions' };

/** Where the components of a section stand in a document, from its root. */
export function placeOf(root: SourceMap, section: string): string[] {
  return pairOf(root, 'swagger')
    ? [SWAGGER_2[section] ?? section]
    : ['components', section];
}

/** Names for new components that none has yet. */
export class ComponentNames {
  readonly #root: SourceMap;
  readonly #used = new Set<string>();

  constructor(root: SourceMap) {
    this.#root = root;
  }

  /** A name after the last part of where the component comes from. */
  reserve(
    section: string,
    origin: string,
  ): { name: string; reference: string } {
    const place = placeOf(this.#root, section);
    const base = baseName(origin);
    for (let count = 1; ; count++) {
      const name = count === 1 ? base : `${base}_${count}`;
      const reference = `#/${[...place, name].join('/')}`;
      if (!this.#used.has(reference) && !this.#exists(place, name)) {
        this.#used.add(reference);
        return { name, reference };
      }
    }
  }

  #exists(place: string[], name: string): boolean {
    const parent = place.reduce<SourceMap | undefined>((map, part) => {
      const value = map && pairOf(map, part)?.value;
      const child = value && resolveAlias(value);
      return child?.type === 'map' ? child : undefined;
    }, this.#root);
    return parent !== undefined && pairOf(parent, name) !== undefined;
  }
}

/** https://spec.openapis.org/oas/v3.1.1.html#fixed-fields-5: letters, digits, dots, hyphens and underscores. */
function baseName(origin: string): string {
  const last = origin
    .split('/')
    .at(-1)!
    .replace(/\.(ya?ml|json)$/i, '');
  return (
    last.replace(/%2F|~1/gi, '_').replace(/[^A-Za-z0-9._-]+/g, '_') ||
    'component'
  );
}
