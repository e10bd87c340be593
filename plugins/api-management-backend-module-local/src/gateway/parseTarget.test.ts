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
    ['/accounts/caf%E9', 'accounts', '/caf%E9', ''],
    ['/accounts/%FF%FE%80', 'accounts', '/%FF%FE%80', ''],
    ['/accounts/%C0propos', 'accounts', '/%C0propos', ''],
    ['/accounts/%C3%89%E2%82%AC', 'accounts', '/%C3%89%E2%82%AC', ''],
    ['/accounts/caf\xe9', 'accounts', '/caf\xe9', ''],
    ['/accounts/100%25zz', 'accounts', '/100%25zz', ''],
    ['/accounts?%E9=%zz', 'accounts', '', '?%E9=%zz'],
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
    '/accounts/caf%E9/%2e%2e/admin',
    '/accounts/%FF/..%2f..%2fadmin',
    '/accounts/%C0%AE%C0%AE/admin',
    '/accounts/\xc0\xae./admin',
    '/accounts/x%C0%AF..%C1%9Cadmin',
    '/accounts/%E0%80%AE%E0%80%AE/admin',
    '/accounts/%F0%80%80%AE%2E/admin',
    '/accounts/%25c0%25ae%25c0%25ae/admin',
    '/accounts/%25zz/%252e%252e/admin',
    '/accounts/%C0%A52e%C0%A52e/admin',
  ])('refuses %s, which may leave the base', target => {
    expect(() => parseTarget(target)).toThrow('The path holds a dot segment.');
  });

  it.each([
    ['/accounts/%', 'The path holds an invalid percent-encoding.'],
    ['/accounts/%zz', 'The path holds an invalid percent-encoding.'],
    ['/accounts/%00', 'The path holds a control character.'],
    [
      `/accounts/%${'25'.repeat(5)}2e%${'25'.repeat(5)}2e`,
      'The path is percent-encoded too often.',
    ],
    ['/accounts/%E9%00', 'The path holds a control character.'],
    ['/accounts/%C0%80', 'The path holds a control character.'],
    ['/accounts/%C2%85', 'The path holds a control character.'],
    ['/accounts/x#y', 'The request target holds a fragment.'],
    ['/accounts#/../admin', 'The request target holds a fragment.'],
    ['/accounts?a=1#b', 'The request target holds a fragment.'],
    ['http://a#/accounts/x', 'The request target holds a fragment.'],
    ['/accounts/a%0d%0ab', 'The path holds a control character.'],
    ['*', 'The request target must be a path.'],
    ['accounts', 'The request target must be a path.'],
  ])('refuses %s', (target, detail) => {
    expect(() => parseTarget(target)).toThrow(detail);
  });
});
