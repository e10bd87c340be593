import type { Config } from '@backstage/config';
import type { EntityRuleTexts } from './createEntityRules';
import { mappingFields } from './mappingFields';

/** Reads `apiManagement.discovery.entity`; `config` is that of `apiManagement`. */
export function readEntityRules(config: Config | undefined): EntityRuleTexts {
  const rules: EntityRuleTexts = {};
  for (const field of mappingFields) {
    const text = config?.getOptionalString(`discovery.entity.${field}`);
    if (text !== undefined) {
      rules[field] = text;
    }
  }
  return rules;
}
