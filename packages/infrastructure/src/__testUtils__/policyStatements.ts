/** A statement of a policy in a template, with where it stands. */
export interface PolicyStatement {
  /** Logical id of the resource that has it. */
  holder: string;
  sid: string;
  effect: string;
  actions: string[];
  resources: string[];
  principals: string[];
  conditions: string[];
}

type Json = any;

const list = (value: Json): Json[] =>
  value === undefined ? [] : [value].flat();

/** A value as a person reads it: `${Table.Arn}`, `secretsmanager.${AWS::Region}.…`. */
function readable(value: Json): string {
  if (typeof value !== 'object' || value === null) {
    return String(value);
  }
  if ('Ref' in value) {
    return `\${${value.Ref}}`;
  }
  if ('Fn::GetAtt' in value) {
    return `\${${value['Fn::GetAtt'].join('.')}}`;
  }
  if ('Fn::Join' in value) {
    const [separator, parts] = value['Fn::Join'];
    return parts.map(readable).join(separator);
  }
  return JSON.stringify(value);
}

function principalsOf(principal: Json): string[] {
  return typeof principal === 'string'
    ? [principal]
    : Object.values(principal ?? {}).flatMap(each => list(each).map(readable));
}

function conditionsOf(condition: Json): string[] {
  return Object.entries<Json>(condition ?? {}).flatMap(([operator, keys]) =>
    Object.entries<Json>(keys).map(
      ([key, value]) =>
        `${operator} ${key} = ${list(value).map(readable).join(', ')}`,
    ),
  );
}

function toStatement(holder: string, statement: Json): PolicyStatement {
  return {
    holder,
    sid: statement.Sid ?? '',
    effect: statement.Effect,
    actions: list(statement.Action),
    resources: list(statement.Resource).map(readable),
    principals: principalsOf(statement.Principal),
    conditions: conditionsOf(statement.Condition),
  };
}

/** Documents wherever they are: of roles, policies, keys, buckets, topics. */
function documentsIn(value: Json): Json[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return 'Statement' in value
    ? [value]
    : Object.values(value).flatMap(documentsIn);
}

/** Every statement of a template. */
export function policyStatements(template: Json): PolicyStatement[] {
  return Object.entries<Json>(template.Resources).flatMap(
    ([holder, { Properties }]) =>
      documentsIn(Properties)
        .flatMap(document => list(document.Statement))
        .map(statement => toStatement(holder, statement)),
  );
}
