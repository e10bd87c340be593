import { byPrecedence } from './byPrecedence';

const sorted = (...paths: string[]) =>
  byPrecedence(
    paths.map(path => ({ id: path, method: 'get', path, tags: [] })),
  ).map(({ method, path }) => `${method} ${path}`);

describe('the order in which operations are tried', () => {
  it.each([
    [
      ['/{proxy+}', '/claims/{id}', '/claims/new', '/claims/{rest+}'],
      ['/claims/new', '/claims/{id}', '/claims/{rest+}', '/{proxy+}'],
    ],
    [
      ['/{a}/b', '/a/{b}', '/a/b'],
      ['/a/b', '/a/{b}', '/{a}/b'],
    ],
    [
      ['/files/{name}.json', '/files/list'],
      ['/files/list', '/files/{name}.json'],
    ],
  ])('%j', (paths, expected) => {
    const texts = expected.map(path => `GET ${path}`);
    expect(sorted(...paths)).toEqual(texts);
    expect(sorted(...paths.toReversed())).toEqual(texts);
  });

  it('has no webhooks, and nothing that is no path or longer than is kept', () => {
    const operations = byPrecedence([
      { id: 'w', method: 'post', path: '/x', isWebhook: true, tags: [] },
      { id: 'x', method: 'get', path: 'x', tags: [] },
      { id: 'l', method: 'get', path: `/${'a'.repeat(1000)}`, tags: [] },
    ]);
    expect(operations).toEqual([]);
  });
});
