import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sortUnions } from './sortUnions.mjs';

test('one union has one order, however TypeScript met its members', () => {
  const report = members =>
    `group?:\n  | (\n${members
      .map(member => `      | '${member}'\n`)
      .join('')}    )\n  | (string & {});\nstate: ${members
      .map(member => `'${member}'`)
      .join(' | ')};\n`;
  assert.equal(
    sortUnions(report(['operation', 'deployment', 'overview'])),
    report(['deployment', 'operation', 'overview']),
  );
});

test('nothing else is touched', () => {
  const report = "type A = 'b' & 'a';\nfunction f(x: 'b', y: 'a'): void;\n";
  assert.equal(sortUnions(report), report);
});
