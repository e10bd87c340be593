import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EntityMapping } from '../snapshot/SnapshotStore';
import { compileRule } from './compileRule';
import type { Rule } from './compileRule';
import type { EntityRules, RuleInput } from './EntityRules';
import { acceptValue, mappingFields } from './mappingFields';
import type { MappingField } from './mappingFields';

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
    field => [field, ruleFor(field, rules[field])] as const,
  );
  const warned = new Set<MappingField>();

  async function valueOf(field: MappingField, rule: Rule, input: RuleInput) {
    try {
      return accept(field, await rule(input));
    } catch (error) {
      if (!warned.has(field) && rules[field]) {
        warned.add(field);
        logger.warn(
          `The rule apiManagement.discovery.entity.${field} gave nothing usable for API ${input.apiId} of ${input.accountAlias} ${input.region}; the default is taken, here and wherever it happens again: ${error}`,
        );
      }
      return undefined;
    }
  }

  return {
    version: JSON.stringify([rules, defaults]),
    useAlias: Object.keys(rules).length > 0,
    async map(input) {
      const mapping: Record<string, string | null> = { ...defaults };
      for (const [field, rule] of compiled) {
        mapping[field] = (await valueOf(field, rule, input)) ?? defaults[field];
      }
      return mapping as EntityMapping;
    },
  };
}

function ruleFor(field: MappingField, text: string | undefined): Rule {
  return text === undefined
    ? async ({ tags }) => tags[field]
    : compileRule(`apiManagement.discovery.entity.${field}`, text);
}

function accept(field: MappingField, value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') {
    return undefined;
  }
  const accepted =
    typeof value === 'string' ? acceptValue[field](value) : undefined;
  if (accepted === undefined) {
    throw new Error(`${JSON.stringify(value)?.slice(0, 200)} is no ${field}`);
  }
  return accepted;
}
