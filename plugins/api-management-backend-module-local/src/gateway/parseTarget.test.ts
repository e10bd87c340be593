import { parseTarget } from './parseTarget';

describe('parseTarget', () => {
  it.each([
    ['/accounts', 'accounts', '', ''],
    ['/accounts/', 'accounts', '/', ''],
    ['/accounts/v1/items?a=/../b', 'accounts', '/v1/items', '?a=/../b'],
    ['/accounts?', 'accounts', '', '?'],
    ['/accounts/a%2Fb', 'accounts', '/a%2Fb', ''],
    ['/accounts/..a/a../...', 'accounts', '/..a/a../...', ''],
    ['/accounts//x', 'accounts', '//x', ''],
    ['/accounts/100%25', 'accounts', '/100%25', ''],
    ['http://other.example/accounts/x', 'accounts', '/x', ''],
    ['//evil.example/x', '', '/evil.example/x', ''],
    ['/', '', '', ''],
  ])('cuts %s', (target, segment, rest, query) => {
    const path = target.replace('http://other.example', '').split('?')[0];
    expect(parseTarget(target)).toEqual({ path, segment, rest, query });
  });

  it.each([
    '/accounts/../admin',
    '/accounts/..',
    '/accounts/./x',
    '/accounts/%2e%2e/admin',
    '/accounts/.%2E/admin',
    '/accounts/..%2fadmin',
    '/accounts/a%2f..%2f..%2fadmin',
    '/accounts/..%5cadmin',
    '/accounts/..\\admin',
    '/accounts/%252e%252e/admin',
    '/accounts/%25252e%25252e%25252fadmin',
    '/accounts/..;/admin',
    '/accounts/..;a=b/admin',
    '/accounts/%2e%2e%3b/admin',
  ])('refuses %s, which may leave the base', target => {
    expect(() => parseTarget(target)).toThrow('The path holds a dot segment.');
  });

  it.each([
    ['/accounts/%', 'The path holds an invalid percent-encoding.'],
    ['/accounts/%zz', 'The path holds an invalid percent-encoding.'],
    ['/accounts/%00', 'The path holds a control character.'],
    ['/accounts/a%0d%0ab', 'The path holds a control character.'],
    ['*', 'The request target must be a path.'],
    ['accounts', 'The request target must be a path.'],
  ])('refuses %s', (target, detail) => {
    expect(() => parseTarget(target)).toThrow(detail);
  });
});
