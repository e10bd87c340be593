import { priceComponentKinds, priceFieldPattern } from '@oaf/rating';
import type { PriceComponentKind } from '@oaf/rating';
// A script of the repository, which is not packed.
// eslint-disable-next-line @backstage/no-undeclared-imports
import { stringify } from 'yaml';

const BEGIN =
  '    # Price components: written by `yarn openapi` from packages/rating/src/pricers.\n';
const END = '    # End of the price components.\n';

/** `per-unit` → `PerUnitPrice` */
function schemaName(type: string): string {
  const words = type
    .split('-')
    .map(word => word[0].toUpperCase() + word.slice(1));
  return `${words.join('')}Price`;
}

const reference = (type: string) => `#/components/schemas/${schemaName(type)}`;

function componentSchema({ type, fields }: PriceComponentKind) {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['type', ...fields.map(({ name }) => name)],
    properties: {
      type: { type: 'string', enum: [type] },
      ...Object.fromEntries(
        fields.map(({ name, kind, label }) => [
          name,
          {
            type: 'string',
            description: label,
            pattern: priceFieldPattern(kind),
          },
        ]),
      ),
    },
  };
}

/** The schemas of the API contract for kinds of price components: a union that `type` tells apart. */
export function priceSchemas(kinds: readonly PriceComponentKind[]) {
  const types = kinds.map(({ type }) => type);
  return {
    PriceComponent: {
      oneOf: types.map(type => ({ $ref: reference(type) })),
      discriminator: {
        propertyName: 'type',
        mapping: Object.fromEntries(types.map(type => [type, reference(type)])),
      },
    },
    ...Object.fromEntries(
      kinds.map(kind => [schemaName(kind.type), componentSchema(kind)]),
    ),
  };
}

/** The contract's text with the price components of today. */
export function withPriceSchemas(contract: string): string {
  const begin = contract.indexOf(BEGIN);
  const end = contract.indexOf(END);
  if (begin === -1 || end < begin) {
    throw new Error(
      `openapi.yaml needs the lines ${JSON.stringify([
        BEGIN,
        END,
      ])} around its price components`,
    );
  }
  const text = stringify(priceSchemas(priceComponentKinds), {
    singleQuote: true,
    lineWidth: 0,
  }).replace(/^(?=.)/gm, '    ');
  return contract.slice(0, begin) + BEGIN + text + contract.slice(end);
}
