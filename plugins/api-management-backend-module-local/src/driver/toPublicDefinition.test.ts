import { parse } from 'yaml';
import { toPublicDefinition } from './toPublicDefinition';

function publish(upstream: string, description: string): string {
  const info = { title: 'A', version: '1', description };
  const text = toPublicDefinition(
    { openapi: '3.1.0', info, paths: {} },
    {
      name: 'accounts',
      definition: '/accounts.yaml',
      upstream,
      invokeUrl: 'https://api.example/accounts',
      tags: {},
      configKey: 'key',
    },
  );
  return parse(text).info.description;
}

describe('toPublicDefinition', () => {
  it.each([
    [
      'http://10.0.0.7/v1',
      'GET http://10.0.0.7/v1/a',
      'GET https://api.example/accounts/a',
    ],
    ['http://10.0.0.7/v1', 'http://10.0.0.7/v2', 'https://api.example/v2'],
    ['http://host.internal:80', 'Host: host.internal', 'Host: api.example'],
    ['http://accounts', 'all accounts', 'all accounts'],
    [
      'http://accounts',
      'at http://accounts/1',
      'at https://api.example/accounts/1',
    ],
  ])('of an API at %s, %s becomes %s', (upstream, text, expected) => {
    expect(publish(upstream, text)).toBe(expected);
  });
});
