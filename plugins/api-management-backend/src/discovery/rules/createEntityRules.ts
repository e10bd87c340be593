import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EntityMapping } from '../snapshot/SnapshotStore';
import { compileRule } from './compileRule';
import type { Rule } from './compileRule';
import type { EntityRules, RuleInput } from './EntityRules';
import { acceptValue, mappingFields } from './mappingFields';
import type { MappingField } from './mappingFields';
import { tagsNamed } from './tagsNamed';

/** Goes up when the same rules map an API otherwise, so that the next sweep maps all anew. */
const MAPPING_VERSION = 2;

/** What tags may say. */
const wanted: Record<MappingField, string> = {
  namespace: 'lower case letters, digits and single dashes',
  owner: 'a group or user of the catalog, such as team-a or user:default/jane',
  system: 'a system of the catalog, such as claims or system:default/claims',
  lifecycle: 'at most 63 characters, such as production',
};

/** JSONata by field; absent ones follow the tag of the same name. https://docs.jsonata.org */
export type EntityRuleTexts = Partial<Record<MappingField, string>>;

/** @throws Error that names the key in the configuration when a rule is no JSONata */
export function createEntityRules(options: {
  rules: EntityRuleTexts;
  defaultOwner: string;
  logger: LoggerService;
}): EntityRules {
  const { rules, defaultOwner, logger } = options;
  const defaults: EntityMapping = {
    namespace: 'default',
    owner: defaultOwner,
    system: null,
    lifecycle: 'production',
  };
  const compiled = mappingFields.map(
    field => [field, mapperFor(field, rules[field])] as const,
  );
  const warned = new Set<MappingField>();

  function warnOnce(field: MappingField, input: RuleInput, error: unknown) {
    if (!warned.has(field)) {
      warned.add(field);
      logger.warn(
        `The rule apiManagement.discovery.entity.${field} gave nothing usable for API ${input.apiId} of ${input.accountAlias} ${input.region}; the default is taken, here and wherever it happens again: ${error}`,
      );
    }
  }

  return {
    version: JSON.stringify([MAPPING_VERSION, rules, defaults]),
    useAlias: Object.keys(rules).length > 0,
    async map(input) {
      const mapping: Record<string, string | null> = { ...defaults };
      const notes: string[] = [];
      for (const [field, mapper] of compiled) {
        const { value, problem, error } = await mapper(input);
        mapping[field] = value ?? defaults[field];
        if (problem) {
          notes.push(problem(mapping[field]));
        }
        if (error) {
          warnOnce(field, input, error);
        }
      }
      return { mapping: mapping as EntityMapping, notes };
    },
  };
}

/** What a rule or tags say of a field. */
type Mapped = {
  value?: string;
  /** Tells what could not be used, and what the API has instead. */
  problem?: (taken: string | null) => string;
  error?: unknown;
};

function mapperFor(
  field: MappingField,
  text: string | undefined,
): (input: RuleInput) => Promise<Mapped> {
  if (text === undefined) {
    return async ({ tags }) => fromTags(field, tags);
  }
  const rule = compileRule(`apiManagement.discovery.entity.${field}`, text);
  return input => fromRule(field, rule, input);
}

/** The first tag that can be used; what cannot is told to whoever can mend it. */
function fromTags(field: MappingField, tags: Record<string, string>): Mapped {
  const named = tagsNamed(tags, field);
  const usable = named.find(({ value }) => acceptValue[field](value));
  const [unusable] = named.filter(({ value }) => !acceptValue[field](value));
  return {
    value: usable && acceptValue[field](usable.value),
    problem:
      unusable &&
      (taken =>
        `The tag ${unusable.key} says ${quoted(
          unusable.value,
        )}, which is no ${field}, so that the API has ${describe(
          field,
          taken,
        )}. Set the tag to ${wanted[field]}.`),
  };
}

async function fromRule(
  field: MappingField,
  rule: Rule,
  input: RuleInput,
): Promise<Mapped> {
  try {
    return { value: accept(field, await rule(input)) };
  } catch (error) {
    const why = (error as Error).message;
    return {
      error,
      problem: taken =>
        `The rule apiManagement.discovery.entity.${field} gave nothing usable, so that the API has ${describe(
          field,
          taken,
        )}: ${why}. An administrator can mend the rule.`,
    };
  }
}

function describe(field: MappingField, taken: string | null): string {
  return taken === null ? `no ${field}` : `the ${field} ${taken}`;
}

function quoted(value: unknown): string | undefined {
  return JSON.stringify(value)?.slice(0, 200);
}

function accept(field: MappingField, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') {
    return undefined;
  }
  const accepted =
    typeof value === 'string' ? acceptValue[field](value) : undefined;
  if (accepted === undefined) {
    throw new Error(`${quoted(value)} is no ${field}`);
  }
  return accepted;
}
