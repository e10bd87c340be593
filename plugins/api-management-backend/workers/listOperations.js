// @ts-check

const METHODS = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'query',
]);

/** Texts of a list; nobody reads longer ones there. */
const MAX_TEXT = 300;

/**
 * @typedef {{
 *   id: string, method: string, path: string, isWebhook?: boolean, summary?: string, operationId?: string,
 *   tags: string[], deprecated?: boolean, callableBare?: boolean
 * }} Operation
 */

/**
 * All operations of an OpenAPI document: by the order of its tags, then by its own order.
 *
 * @param {any} document
 * @returns {Operation[]}
 */
function listOperations(document) {
  const operations = operationsOf(document);
  const ranks = tagRanks(document, operations);
  const rankOf = (/** @type {Operation} */ { tags }) =>
    ranks.get(tags[0]) ?? ranks.size;
  return operations.sort((one, other) => rankOf(one) - rankOf(other));
}

/** @param {any} document @returns {Operation[]} */
function operationsOf(document) {
  return ['paths', 'webhooks'].flatMap(part =>
    entriesOf(document[part]).flatMap(([path, item]) =>
      pathOperations(document, { path, item, isWebhook: part === 'webhooks' }),
    ),
  );
}

/** @param {any} document @param {{ path: string, item: any, isWebhook: boolean }} place @returns {Operation[]} */
function pathOperations(document, { path, item, isWebhook }) {
  const found = resolveItem(document, item);
  return entriesOf(found)
    .filter(([method, operation]) => METHODS.has(method) && isObject(operation))
    .map(([method, operation]) => ({
      id: operationKey({ method, path, isWebhook }),
      method,
      path,
      ...(isWebhook && { isWebhook }),
      ...described(operation),
      ...(isCallableBare(path, found, operation) && { callableBare: true }),
    }));
}

/** @param {any} operation */
function described({ summary, description, operationId, tags, deprecated }) {
  const text = firstText(summary, firstLine(description));
  return {
    ...(text && { summary: text.slice(0, MAX_TEXT) }),
    ...(firstText(operationId) && {
      operationId: operationId.slice(0, MAX_TEXT),
    }),
    tags: Array.isArray(tags) ? tags.map(tag => String(tag).slice(0, 200)) : [],
    ...(deprecated === true && { deprecated }),
  };
}

/** Whether anybody can call it without knowing a parameter. @param {string} path @param {any} item @param {any} operation */
function isCallableBare(path, item, operation) {
  const parameters = [item.parameters, operation.parameters].flat();
  return (
    operation === item.get &&
    !path.includes('{') &&
    !parameters.some(parameter => parameter?.required)
  );
}

/** @param {any} document @param {Operation[]} operations */
function tagRanks(document, operations) {
  const listed = Array.isArray(document.tags)
    ? document.tags.map((/** @type {any} */ tag) => String(tag?.name))
    : [];
  const used = operations.flatMap(({ tags }) => tags);
  return new Map(
    [...new Set([...listed, ...used])].map((tag, at) => [tag, at]),
  );
}

/** A path may be described elsewhere in the document. @param {any} document @param {any} item */
function resolveItem(document, item) {
  const { $ref, ...own } = isObject(item) ? item : {};
  return typeof $ref === 'string' && $ref.startsWith('#/')
    ? { ...followPointer(document, $ref), ...own }
    : own;
}

/** What a reference within the document points at. @param {any} document @param {string} reference */
function followPointer(document, reference) {
  return pointerParts(reference).reduce(
    (value, part) => (isObject(value) ? value[part] : undefined),
    document,
  );
}

/** @param {string} reference */
function pointerParts(reference) {
  return reference
    .slice(2)
    .split('/')
    .map(part =>
      decodeOrKeep(part).replaceAll('~1', '/').replaceAll('~0', '~'),
    );
}

/** @param {string} part */
function decodeOrKeep(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** @param {Pick<Operation, 'method' | 'path' | 'isWebhook'>} operation */
function operationKey({ method, path, isWebhook }) {
  return `${isWebhook ? 'webhook ' : ''}${method} ${path}`;
}

/** @param {unknown[]} texts @returns {string | undefined} */
function firstText(...texts) {
  return /** @type {string | undefined} */ (
    texts.find(text => typeof text === 'string' && text !== '')
  );
}

/** @param {unknown} text */
function firstLine(text) {
  return typeof text === 'string' ? text.trim().split('\n')[0] : undefined;
}

/** @param {unknown} value @returns {Array<[string, any]>} */
function entriesOf(value) {
  return isObject(value) ? Object.entries(value) : [];
}

/** @param {any} value */
function isObject(value) {
  return typeof value === 'object' && value !== null;
}

module.exports = {
  followPointer,
  isObject,
  listOperations,
  operationKey,
  pointerParts,
  resolveItem,
};
