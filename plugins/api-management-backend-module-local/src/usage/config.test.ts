import { resolve } from 'node:path';
import { ConfigReader } from '@backstage/config';
import { describeOtherFolder } from './config';

const told = (logs: object[] | undefined, folder?: string) =>
  describeOtherFolder(
    new ConfigReader({ apiManagement: { usage: { duckdb: { logs } } } }),
    folder,
  );

it.each([
  ['nothing is counted by files', undefined, '/data/log'],
  [
    'both name one folder',
    [{ source: 'local', folder: '/data/other/../log/' }],
    '/data/log',
  ],
  [
    'one is relative',
    [{ source: 'local', folder: 'data/log' }],
    resolve('data/log'),
  ],
  [
    'the files are copied to a bucket',
    [{ source: 'local', s3: { bucket: 'log', region: 'r' } }],
    '/data/log',
  ],
  [
    'another gateway is counted by a folder',
    [{ source: 'aws', folder: '/data/aws' }],
    '/data/log',
  ],
])('says nothing when %s', (_, logs, folder) => {
  expect(told(logs, folder)).toBeUndefined();
});

it.each([
  [
    '/data/log',
    'apiManagement.gateways.local.accessLog.folder has it write to /data/log',
  ],
  [undefined, 'apiManagement.gateways.local.accessLog.folder is not set'],
])('says what differs when %s is written', (folder, written) => {
  const logs = [
    { source: 'aws', folder: '/data/log' },
    { source: 'local', folder: '/data/other' },
  ];
  expect(told(logs, folder)).toBe(
    `Calls of the embedded gateway are not counted, and not billed: apiManagement.usage.duckdb.logs counts files of /data/other, and ${written}. Let both name the same folder.`,
  );
});
