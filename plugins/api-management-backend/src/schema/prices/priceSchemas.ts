import { priceComponentKinds, priceFieldPattern } from '@oaf/rating';
import type { PriceComponentKind, PriceField } from '@oaf/rating';
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

type Named = PriceComponentKind['fields'];

function fieldSchema(field: PriceField): object {
  const { label: description } = field;
  if (field.kind === 'list') {
    const { least: minItems, most: maxItems, fields } = field;
    const named = Object.entries(fields).map(([name, each]) => ({
      name,
      ...each,
    }));
    const items = objectSchema(named);
    return { type: 'array', description, minItems, maxItems, items };
  }
  return field.kind === 'choice'
    ? { type: 'string', description, enum: Object.keys(field.options) }
    : { type: 'string', description, pattern: priceFieldPattern(field.kind) };
}

function objectSchema(fields: Named, type?: string) {
  const needed = fields.filter(field => !('optional' in field));
  return {
    type: 'object',
    additionalProperties: false,
    required: [...(type ? ['type'] : []), ...needed.map(({ name }) => name)],
    properties: {
      ...(type && { type: { type: 'string', enum: [type] } }),
      ...Object.fromEntries(
        fields.map(({ name, ...field }) => [name, fieldSchema(field)]),
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
      kinds.map(({ type, fields }) => [
        schemaName(type),
        objectSchema(fields, type),
      ]),
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
