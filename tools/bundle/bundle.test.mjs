import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { eagerPages, readInitialLoad } from './readBundle.mjs';

describe('the initial load of a built app', () => {
  let folder;

  const put = (name, text) => writeFileSync(join(folder, name), text);
  const map = sources => JSON.stringify({ version: 3, sources });

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'bundle-'));
    mkdirSync(join(folder, 'static'));
    put(
      'index.html',
      `<link rel="icon" href="<%= publicPath %>/favicon.ico">
       <script defer="defer" src="<%= publicPath %>/static/main.1.js"></script>
       <link href="<%= publicPath %>/static/main.1.css" rel="stylesheet">`,
    );
    put('static/main.1.js', 'main');
    put('static/main.1.css', 'css');
    put('static/later.2.js', 'later');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('is what its page names, with gzip', () => {
    const bytes = text => gzipSync(text, { level: 9 }).length;
    assert.deepEqual(readInitialLoad(folder), [
      { name: 'static/main.1.js', bytes: bytes('main'), sources: [] },
      { name: 'static/main.1.css', bytes: bytes('css'), sources: [] },
    ]);
  });

  for (const [where, source] of [
    ['of this repository', 'src/provider/ProviderPage.tsx'],
    ['as it is published', 'dist/consumer/ConsumerPage.esm.js'],
  ]) {
    it(`names a page ${where} that is loaded before it is opened`, () => {
      const eager = `webpack://app/plugins/api-management/${source}`;
      const sources = [eager, 'webpack://app/./src/App.tsx'];
      put('static/main.1.js.map', map(sources));
      put('static/later.2.js.map', map([eager.replace('Page', 'OtherPage')]));
      assert.deepEqual(eagerPages(readInitialLoad(folder)), [eager]);
    });
  }
});
