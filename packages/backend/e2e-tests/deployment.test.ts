import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { parse } from 'yaml';
import { metricsOf, readQueries } from './metrics';

const root = resolve(__dirname, '../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const keysOf = (value: object) => Object.keys(value);

/** What is absent leaves its setting out. */
const optional = [
  'AUTH_OIDC_ADDITIONAL_SCOPES',
  'DATABASE_SECRET_ARN',
  'OAF_SERIAL_NUMBER',
];

/** Variables of a configuration without a default, beside those that may be left out. */
function requiredBy(...files: string[]): string[] {
  const text = files
    .map(read)
    .join('\n')
    .replace(/^ *#.*$/gm, '');
  const names = [...text.matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name]) => name);
  return names.filter(name => !optional.includes(name)).sort();
}

test('Kubernetes sets every variable that the configuration needs', () => {
  const { data } = parse(read('deploy/kubernetes/configuration.yaml'));
  const { stringData } = parse(read('deploy/kubernetes/secret.example.yaml'));
  const set = [...keysOf(data), ...keysOf(stringData)];
  expect(set).toEqual(
    expect.arrayContaining(requiredBy('app-config.production.yaml')),
  );
});

test('Docker Compose sets every variable that the configuration needs', () => {
  const { services } = parse(read('deploy/compose.yaml'));
  expect(keysOf(services.portal.environment)).toEqual(
    expect.arrayContaining(
      requiredBy(
        'app-config.production.yaml',
        'deploy/app-config.gateway.yaml',
      ),
    ),
  );
});

test('the dashboard asks in PromQL', () => {
  const queries = readQueries();
  expect(queries.length).toBeGreaterThan(10);
  for (const query of queries) {
    expect(metricsOf(query)).not.toEqual([]);
  }
});

test('every variable is explained', () => {
  const files = [
    'app-config.production.yaml',
    'deploy/app-config.gateway.yaml',
  ];
  const text = files.map(read).join('\n');
  const guide = read('docs/operate.md');
  const names = [...text.matchAll(/\$\{([A-Z_]+)/g)].map(([, name]) => name);
  expect(names.filter(name => !guide.includes(`\`${name}\``))).toEqual([]);
});
