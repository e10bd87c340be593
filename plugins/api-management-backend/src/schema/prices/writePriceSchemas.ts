import { readFileSync, writeFileSync } from 'node:fs';
import { withPriceSchemas } from './priceSchemas';

// Run by `yarn openapi`, in the folder of this package.
const CONTRACT = 'src/schema/openapi.yaml';
writeFileSync(CONTRACT, withPriceSchemas(readFileSync(CONTRACT, 'utf8')));
