import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import type { StackTemplate } from '@oaf/backstage-plugin-api-management-common';
import { deployTemplate } from './deployTemplate';
import { removeTemplate } from './removeTemplate';

/** A template of the scaffolder for each stack, and one that removes them; none where nothing can be deployed. */
export const templatesOf = (stacks: StackTemplate[]): TemplateEntityV1beta3[] =>
  stacks.length === 0 ? [] : [...stacks.map(deployTemplate), removeTemplate];
