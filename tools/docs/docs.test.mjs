import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { apiReference } from './apiReference.mjs';

const read = path => readFileSync(path, 'utf8');
const pages = readdirSync('docs').filter(name => name.endsWith('.md'));
const repository = 'https://github.com/open-api-framework/backstage/';

describe('the documentation site', () => {
  it('has a place for every page', () => {
    const { nav } = parse(read('mkdocs.yml'));
    assert.deepEqual(nav.flatMap(Object.values).sort(), pages.sort());
  });

  for (const page of pages) {
    it(`${page} leads to files of this repository that there are`, () => {
      const missing = [...read(`docs/${page}`).matchAll(/\]\(([^)#]+)/g)]
        .map(([, target]) => target)
        .filter(target => target.startsWith(repository))
        .map(target => target.replace(/^.*\/(blob|tree)\/main\//, ''))
        .filter(path => !existsSync(path));
      assert.deepEqual(missing, []);
    });
  }

  it('is found by TechDocs', () => {
    const { metadata } = parse(read('catalog-info.yaml'));
    assert.equal(metadata.annotations['backstage.io/techdocs-ref'], 'dir:.');
  });
});

describe('the page of the HTTP API', () => {
  const contract = parse(
    read('plugins/api-management-backend/src/schema/openapi.yaml'),
  );

  it('is written from the contract that there is', () => {
    assert.equal(read('docs/api.md'), `${apiReference(contract)}\n`);
  });

  it('tells every operation with its parameters, and leads to every schema', () => {
    const page = read('docs/api.md');
    const operations = Object.values(contract.paths).flatMap(Object.values);
    assert.ok(operations.length > 40);
    for (const { operationId } of operations) {
      assert.match(page, new RegExp(`^### ${operationId}$`, 'm'));
    }
    const anchors = [...page.matchAll(/\]\(#([^)]+)\)/g)];
    assert.ok(anchors.length > 100);
    for (const [, anchor] of anchors) {
      assert.match(page, new RegExp(`^### ${anchor}$`, 'im'));
    }
  });
});
