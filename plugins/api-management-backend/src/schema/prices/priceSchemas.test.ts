import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { priceSchemas, withPriceSchemas } from './priceSchemas';

const contract = readFileSync(
  resolvePackagePath(
    '@oaf/backstage-plugin-api-management-backend',
    'src/schema/openapi.yaml',
  ),
  'utf8',
);

describe('the price components of the API contract', () => {
  it('are those that can be rated; run `yarn openapi` when they are not', () => {
    expect(withPriceSchemas(contract)).toBe(contract);
  });

  it('are told apart by their type, each with its own fields', () => {
    expect(
      priceSchemas([
        {
          type: 'by-package' as 'flat',
          title: 'Packages',
          fields: [
            { name: 'amount', kind: 'amount', label: 'Per package' },
            { name: 'size', kind: 'count', label: 'Calls' },
          ],
        },
      ]),
    ).toEqual({
      PriceComponent: {
        oneOf: [{ $ref: '#/components/schemas/ByPackagePrice' }],
        discriminator: {
          propertyName: 'type',
          mapping: { 'by-package': '#/components/schemas/ByPackagePrice' },
        },
      },
      ByPackagePrice: {
        type: 'object',
        additionalProperties: false,
        required: ['type', 'amount', 'size'],
        properties: {
          type: { type: 'string', enum: ['by-package'] },
          amount: {
            type: 'string',
            description: 'Per package',
            pattern: '^(0|[1-9][0-9]{0,8})(\\.[0-9]{1,6})?$',
          },
          size: {
            type: 'string',
            description: 'Calls',
            pattern: '^[1-9][0-9]{0,14}$',
          },
        },
      },
    });
  });

  it('need their place in the contract', () => {
    expect(() => withPriceSchemas('openapi: 3.1.0')).toThrow('openapi.yaml');
  });
});
