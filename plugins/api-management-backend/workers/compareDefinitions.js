// @ts-check
const { apiCompare } = require('api-smart-diff');
const { parseDefinition } = require('./parseDefinition');

/** So many details are kept of one change. */
const MAX_DETAILS = 200;

/** Texts are for people; nobody reads a longer one in a list. */
const MAX_TEXT = 500;

/**
 * How two OpenAPI documents differ.
 *
 * @param {{ before: string, after: string }} texts
 */
function compareDefinitions({ before, after }) {
  const documents = [before, after].map(text =>
    parseDefinition(text, { exact: true }),
  );
  const { diffs } = apiCompare(documents[0], documents[1]);
  const changes = diffs.filter(isOfAnOperation).map(diff => ({
    breaking: isBreaking(diff),
    path: describePath(diff.path).slice(0, MAX_TEXT),
    description: (diff.description ?? `${diff.action}: ${diff.path.join('.')}`)
      .replace(/^\[(\w+)\] /, '$1 ')
      .slice(0, MAX_TEXT),
  }));
  const breakingCount = changes.filter(({ breaking }) => breaking).length;
  return {
    breakingCount,
    nonBreakingCount: changes.length - breakingCount,
    fromVersion: versionOf(documents[0]),
    toVersion: versionOf(documents[1]),
    details: changes
      .sort((one, other) => Number(other.breaking) - Number(one.breaking))
      .slice(0, MAX_DETAILS),
  };
}

/** @param {any} document */
function versionOf(document) {
  const version = document.info?.version;
  return version === undefined ? null : String(version);
}

/**
 * A shared schema is told where operations use it. A new version number says nothing about what changed.
 *
 * @param {{ path: Array<string | number> }} diff
 */
function isOfAnOperation({ path }) {
  const [root, part] = path;
  return (
    !(root === 'components' && part !== 'securitySchemes') &&
    !(root === 'info' && part === 'version') &&
    root !== 'servers'
  );
}

/**
 * The library takes for harmless that a response loses a property or changes a type; whoever reads it breaks.
 *
 * @param {{ type: string, action: string, path: Array<string | number> }} diff
 */
function isBreaking({ type, action, path }) {
  if (type === 'breaking') {
    return true;
  }
  const ofResponse = path.includes('responses') && path.includes('schema');
  return (
    ofResponse &&
    ((action === 'remove' && path.at(-2) === 'properties') ||
      (action === 'replace' && path.at(-1) === 'type'))
  );
}

/** @param {Array<string | number>} path */
function describePath([root, path, method]) {
  if (root !== 'paths') {
    return String(root);
  }
  return method === undefined
    ? String(path)
    : `${String(method).toUpperCase()} ${path}`;
}

module.exports = { compareDefinitions };
