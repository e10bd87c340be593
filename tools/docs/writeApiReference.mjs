// node tools/docs/writeApiReference.mjs: docs/api.md of the contract.
import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { apiReference } from './apiReference.mjs';

const contract = 'plugins/api-management-backend/src/schema/openapi.yaml';
writeFileSync(
  'docs/api.md',
  `${apiReference(parse(readFileSync(contract, 'utf8')))}\n`,
);
