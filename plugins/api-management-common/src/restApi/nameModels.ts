import type { Fields, Json, OpenApi } from './OpenApi';
import { isFields } from './OpenApi';

/** What API Gateway takes for a name of a model. */
const OTHERS = /[^a-zA-Z0-9]/g;

/** Gives schemas the names that API Gateway takes, and what refers to them, too. */
export function nameModels({ document, isVersion2 }: OpenApi): Fields {
  const [holder, key, prefix] = isVersion2
    ? [document, 'definitions', '#/definitions/']
    : [document.components, 'schemas', '#/components/schemas/'];
  const schemas = isFields(holder) ? holder[key] : undefined;
  if (!isFields(holder) || !isFields(schemas)) {
    return document;
  }
  const names = newNames(Object.keys(schemas));
  const renamed = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [names.get(name)!, schema]),
  );
  const named = { ...holder, [key]: renamed };
  return withReferences(
    isVersion2 ? named : { ...document, components: named },
    reference => rename(reference, prefix, names),
  ) as Fields;
}

function newNames(names: string[]): Map<string, string> {
  const taken = new Set(names.filter(name => name.search(OTHERS) < 0));
  return new Map(
    names.map(name => {
      const plain = name.replace(OTHERS, '') || 'Model';
      const free = name === plain ? name : firstFree(plain, taken);
      taken.add(free);
      return [name, free];
    }),
  );
}

function firstFree(name: string, taken: Set<string>, count = 1): string {
  const candidate = count === 1 ? name : `${name}${count}`;
  return taken.has(candidate) ? firstFree(name, taken, count + 1) : candidate;
}

function rename(reference: string, prefix: string, names: Map<string, string>) {
  if (!reference.startsWith(prefix)) {
    return reference;
  }
  const [name, ...rest] = reference.slice(prefix.length).split('/');
  return prefix + [names.get(name) ?? name, ...rest].join('/');
}

function withReferences(value: Json, map: (reference: string) => string): Json {
  if (Array.isArray(value)) {
    return value.map(item => withReferences(item, map));
  }
  if (!isFields(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      name === '$ref' && typeof item === 'string'
        ? map(item)
        : withReferences(item, map),
    ]),
  );
}
