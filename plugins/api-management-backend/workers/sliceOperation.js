// @ts-check
const {
  followPointer,
  isObject,
  operationKey,
  pointerParts,
  resolveItem,
} = require('./listOperations');

/** What every operation may rest on. */
const SHARED = [
  'openapi',
  'swagger',
  'jsonSchemaDialect',
  'servers',
  'host',
  'basePath',
  'schemes',
  'consumes',
  'produces',
  'security',
  'securityDefinitions',
];

/** Where a slice keeps what was referred to within another path: among the paths it would be an operation. */
const ELSEWHERE = 'x-referenced';

/**
 * A document of one operation, with what it refers to and nothing else, as JSON; undefined when there is none.
 *
 * @param {any} document
 * @param {string} key - As the list of operations has it.
 */
function sliceOperation(document, key) {
  const place = findPlace(document, key);
  if (!place) {
    return undefined;
  }
  const { part, path, method } = place;
  const item = resolveItem(document, document[part][path]);
  const { parameters, servers } = item;
  const slice = {
    ...pick(document, SHARED),
    info: { ...pick(document.info ?? {}, ['title', 'version']) },
    [part]: { [path]: { parameters, servers, [method]: item[method] } },
    components: pick(document.components ?? {}, ['securitySchemes']),
  };
  return JSON.stringify(withReferences(document, structuredClone(slice)));
}

/** @param {any} document @param {string} key */
function findPlace(document, key) {
  for (const part of ['paths', 'webhooks']) {
    for (const [path, item] of Object.entries(document[part] ?? {})) {
      const isWebhook = part === 'webhooks';
      const method = Object.keys(resolveItem(document, item)).find(
        name => operationKey({ method: name, path, isWebhook }) === key,
      );
      if (method) {
        return { part, path, method };
      }
    }
  }
  return undefined;
}

/** Adds what the slice refers to, and what that refers to. @param {any} document @param {any} slice */
function withReferences(document, slice) {
  const seen = new Set();
  const waiting = [slice];
  while (waiting.length > 0) {
    for (const reference of takeReferences(waiting.pop())) {
      if (!seen.has(reference)) {
        seen.add(reference);
        const target = followPointer(document, reference);
        if (target !== undefined) {
          waiting.push(put(slice, reference, structuredClone(target)));
        }
      }
    }
  }
  return slice;
}

/** The references below a value, of which those into other paths are led elsewhere. @param {any} root */
function takeReferences(root) {
  const references = new Set();
  const walked = new WeakSet();
  const waiting = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (!isObject(value) || walked.has(value)) {
      continue;
    }
    walked.add(value);
    for (const [name, member] of Object.entries(value)) {
      if (name === 'mapping' && isObject(member)) {
        Object.values(member).forEach(named => addMapped(references, named));
      } else if (name === '$ref' && isLocal(member)) {
        references.add(member);
        value.$ref = placeOf(member);
      } else {
        waiting.push(member);
      }
    }
  }
  return references;
}

/** A discriminator names schemas by reference or by their bare name. @param {Set<string>} references @param {unknown} named */
function addMapped(references, named) {
  if (typeof named === 'string') {
    references.add(
      named.startsWith('#/') ? named : `#/components/schemas/${named}`,
    );
  }
}

/** @param {unknown} reference @returns {reference is string} */
function isLocal(reference) {
  return typeof reference === 'string' && reference.startsWith('#/');
}

/** @param {string} reference */
function placeOf(reference) {
  return /^#\/(paths|webhooks)\//.test(reference)
    ? `#/${ELSEWHERE}/${encodeURIComponent(reference).replaceAll('~', '~0')}`
    : reference;
}

/** @param {any} slice @param {string} reference @param {unknown} value */
function put(slice, reference, value) {
  const place = placeOf(reference);
  const parts =
    place === reference ? pointerParts(reference) : [ELSEWHERE, reference];
  const name = /** @type {string} */ (parts.pop());
  const parent = parts.reduce((at, part) => {
    if (!Object.hasOwn(at, part) || !isObject(at[part])) {
      define(at, part, {});
    }
    return at[part];
  }, slice);
  if (!Object.hasOwn(parent, name)) {
    define(parent, name, value);
  }
  return parent[name];
}

/** A part may be named `__proto__`. @param {any} parent @param {string} name @param {unknown} value */
function define(parent, name, value) {
  Object.defineProperty(parent, name, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

/** @param {any} from @param {string[]} names */
function pick(from, names) {
  return Object.fromEntries(
    names.filter(name => name in from).map(name => [name, from[name]]),
  );
}

module.exports = { sliceOperation };
