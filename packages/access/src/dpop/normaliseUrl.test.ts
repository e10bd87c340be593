import { normaliseUrl } from './normaliseUrl';

const url = 'https://gateway.test/oauth/token';

describe('normaliseUrl', () => {
  it.each([
    ['the same', url],
    ['another case of scheme and host', 'HTTPS://Gateway.TEST/oauth/token'],
    ['the default port', 'https://gateway.test:443/oauth/token'],
    ['an empty port', 'https://gateway.test:/oauth/token'],
    [
      'an escape of an unreserved character',
      'https://gateway.test/%6Fauth/tok%65n',
    ],
    ['a query', `${url}?a=b`],
    ['a fragment', `${url}#a`],
    ['a query and a fragment with anything', `${url}? \t#\\`],
  ])('takes %s for the same', (_, other) => {
    expect(normaliseUrl(other)).toBe(url);
  });

  it.each([
    ['https://gateway.test', 'https://gateway.test/'],
    ['https://gateway.test/a%c3%a9', 'https://gateway.test/a%C3%A9'],
    ['http://gateway.test:80/', 'http://gateway.test/'],
    ['http://[::1]:80/a', 'http://[::1]/a'],
    ['http://127.0.0.1:7010/a', 'http://127.0.0.1:7010/a'],
  ])('writes %s as %s', (text, expected) => {
    expect(normaliseUrl(text)).toBe(expected);
  });

  it.each([
    ['a dot segment', 'https://gateway.test/oauth/./token'],
    ['a dot segment that leads back', 'https://gateway.test/oauth/x/../token'],
    ['an escaped dot segment', 'https://gateway.test/oauth/%2e/token'],
    ['a slash more', 'https://gateway.test//oauth/token'],
    ['a slash at the end', `${url}/`],
    ['an escaped slash', 'https://gateway.test/oauth%2Ftoken'],
    ['another case of the path', 'https://gateway.test/OAuth/token'],
    ['the port of the other scheme', 'https://gateway.test:80/oauth/token'],
    ['another scheme', 'http://gateway.test/oauth/token'],
    ['a host with a dot at the end', 'https://gateway.test./oauth/token'],
    ['an escaped host', 'https://gateway%2Etest/oauth/token'],
    ['a leading zero in the port', 'https://gateway.test:0443/oauth/token'],
    ['a tab', 'https://gateway.test/oauth/to\tken'],
    ['a tab in the scheme', 'ht\ttps://gateway.test/oauth/token'],
    ['a line break at the end', `${url}\n`],
    ['a leading blank', ` ${url}`],
    ['a blank at the end', `${url} `],
    ['a control character in front', `\u0001${url}`],
    ['backslashes', 'https:\\\\gateway.test\\oauth\\token'],
    ['a backslash in the path', 'https://gateway.test/oauth\\token'],
    ['one slash after the scheme', 'https:/gateway.test/oauth/token'],
    ['no slash after the scheme', 'https:gateway.test/oauth/token'],
    ['three slashes after the scheme', 'https:///gateway.test/oauth/token'],
    ['a user', 'https://a:b@gateway.test/oauth/token'],
    ['an empty user', 'https://@gateway.test/oauth/token'],
    ['a wide letter in the host', 'https://gatewa\uff59.test/oauth/token'],
    ['a soft hyphen in the host', 'https://gate\u00adway.test/oauth/token'],
    ['a broken escape', 'https://gateway.test/oauth/token%'],
    ['nothing', ''],
  ])('does not take %s for the same', (_, other) => {
    expect(normaliseUrl(other)).not.toBe(url);
  });

  it('does not read an address in another form', () => {
    expect(normaliseUrl('http://0x7f.1/')).not.toBe(
      normaliseUrl('http://127.0.0.1/'),
    );
  });
});
