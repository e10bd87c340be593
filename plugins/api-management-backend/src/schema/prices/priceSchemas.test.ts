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
          stage: 'charge',
          title: 'Packages',
          once: false,
          fields: [
            { name: 'amount', kind: 'amount', label: 'Per package' },
            { name: 'size', kind: 'count', label: 'Calls' },
            {
              name: 'due',
              kind: 'choice',
              label: 'When',
              options: { now: 'At once', later: 'Later' },
              optional: true,
            },
            {
              name: 'steps',
              kind: 'list',
              label: 'Steps',
              least: 1,
              most: 20,
              fields: {
                upTo: { kind: 'count', label: 'Up to', optional: true },
                amount: { kind: 'amount', label: 'Each' },
              },
            },
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
        required: ['type', 'amount', 'size', 'steps'],
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
          due: { type: 'string', description: 'When', enum: ['now', 'later'] },
          steps: {
            type: 'array',
            description: 'Steps',
            minItems: 1,
            maxItems: 20,
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['amount'],
              properties: {
                upTo: {
                  type: 'string',
                  description: 'Up to',
                  pattern: '^[1-9][0-9]{0,14}$',
                },
                amount: {
                  type: 'string',
                  description: 'Each',
                  pattern: '^(0|[1-9][0-9]{0,8})(\\.[0-9]{1,6})?$',
                },
              },
            },
          },
        },
      },
    });
  });

  it('need their place in the contract', () => {
    expect(() => withPriceSchemas('openapi: 3.1.0')).toThrow('openapi.yaml');
  });
});
