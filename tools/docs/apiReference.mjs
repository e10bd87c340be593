/**
 * The HTTP API as a page of the documentation.
 *
 * @param {object} contract a parsed OpenAPI document
 * @returns {string} Markdown
 */
export function apiReference(contract) {
  const { schemas, parameters } = contract.components;
  return [
    ...introduction(contract),
    ...operationSections(contract.paths, parameters),
    '## Schemas',
    ...Object.entries(schemas).flatMap(([name, schema]) => [
      `### ${name}`,
      ...schemaText(schema),
    ]),
  ].join('\n\n');
}

function introduction({ info, openapi }) {
  return [
    '<!-- Written by `yarn openapi`; never edited. -->',
    '# HTTP API',
    info.description,
    `Base path \`/api/api-management\`, served as OpenAPI ${openapi} at \`/api/api-management/openapi.json\`. How to ask, what errors look like and what lists share: [README of the backend plugin](https://github.com/open-api-framework/backstage/blob/main/plugins/api-management-backend/README.md#http-api).`,
  ];
}

/** Operations stand together by the first word of their path. */
function operationSections(paths, shared) {
  const sections = new Map();
  for (const [path, operations] of Object.entries(paths)) {
    const title = titleOf(path.split('/')[1]);
    const texts = sections.get(title) ?? [`## Operations: ${title}`];
    for (const [method, operation] of Object.entries(operations)) {
      texts.push(...operationText(path, method, operation, shared));
    }
    sections.set(title, texts);
  }
  return [...sections.values()].flat();
}

function titleOf(word) {
  return word.replaceAll('-', ' ').replace(/\bapi(s?)\b/g, 'API$1');
}

function operationText(path, method, operation, shared) {
  const { operationId, summary = '', requestBody, responses } = operation;
  const parameters = (operation.parameters ?? []).map(it =>
    it.$ref ? shared[nameOf(it.$ref)] : it,
  );
  return [
    `### ${operationId}`,
    `\`${method.toUpperCase()} ${path}\``,
    ...(summary ? [summary] : []),
    ...parameterTable(parameters),
    ...(requestBody ? [`Body: ${contentType(requestBody.content)}`] : []),
    `Answers: ${Object.entries(responses).map(answerText).join('; ')}.`,
  ];
}

function parameterTable(parameters) {
  return table(
    ['parameter', 'in', 'type', ''],
    parameters.map(({ name, in: place, required, schema, description }) => [
      `\`${name}\`${required ? '' : '?'}`,
      place,
      typeText(schema),
      description ?? '',
    ]),
  );
}

function answerText([status, { $ref, description, content }]) {
  if ($ref) {
    return `otherwise [Error](#error)`;
  }
  const type = content ? `, ${contentType(content)}` : '';
  return `${status}: ${description.replace(/\.$/, '')}${type}`;
}

function contentType(content) {
  return Object.entries(content)
    .map(([type, { schema }]) =>
      type === 'application/json' ? typeText(schema) : `\`${type}\``,
    )
    .join(' or ');
}

function schemaText(schema) {
  const { description, properties } = schema;
  return [
    ...(description ? [description] : []),
    ...(properties ? [] : [`Type: ${typeText(schema)}`]),
    ...table(['property', 'type', ''], propertyRows(schema)),
  ];
}

/** Objects without a name of their own are told by the path of their properties. */
function propertyRows({ properties = {}, required = [] }, parent = '') {
  return Object.entries(properties).flatMap(([name, schema]) => {
    const path = `${parent}${name}`;
    const optional = required.includes(name) ? '' : '?';
    const inner = schema.items?.properties ? schema.items : schema;
    const dots = inner === schema ? '.' : '[].';
    return [
      [`\`${path}\`${optional}`, typeText(schema), schema.description ?? ''],
      ...propertyRows(inner, path + dots),
    ];
  });
}

function typeText(schema) {
  if (schema.$ref) {
    const name = nameOf(schema.$ref);
    return `[${name}](#${name.toLowerCase()})`;
  }
  if (schema.enum) {
    return schema.enum.map(value => `\`${value}\``).join(', ');
  }
  if (schema.oneOf) {
    return schema.oneOf.map(typeText).join(' or ');
  }
  if (schema.type === 'array') {
    return `array of ${typeText(schema.items)}${limits(schema)}`;
  }
  if (schema.additionalProperties?.type ?? schema.additionalProperties?.$ref) {
    return `map of ${typeText(schema.additionalProperties)}`;
  }
  return `${schema.format ?? schema.type ?? 'anything'}${limits(schema)}`;
}

function limits({ minimum, maximum, minLength, maxLength, pattern, ...rest }) {
  const parts = [
    rest.exclusiveMinimum !== undefined && `above ${rest.exclusiveMinimum}`,
    range(minimum, maximum, ''),
    range(minLength, maxLength, ' characters'),
    range(rest.minItems, rest.maxItems, ' items'),
    pattern && `\`${pattern}\``,
  ].filter(Boolean);
  return parts.length > 0 ? `, ${parts.join(', ')}` : '';
}

function range(least, most, unit) {
  if (least === undefined && most === undefined) {
    return undefined;
  }
  if (most === undefined) {
    return `at least ${least}${unit}`;
  }
  return least === undefined
    ? `at most ${most}${unit}`
    : `${least} to ${most}${unit}`;
}

const nameOf = ref => ref.split('/').at(-1);

function table(head, rows) {
  if (rows.length === 0) {
    return [];
  }
  const line = cells =>
    `| ${cells
      .map(cell => cell.replaceAll('|', '\\|').replaceAll('\n', ' ').trim())
      .join(' | ')} |`;
  return [
    [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'),
  ];
}
