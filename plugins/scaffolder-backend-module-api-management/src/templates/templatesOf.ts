import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import type { StackTemplate } from '@oaf/backstage-plugin-api-management-common';
import { deployTemplate } from './deployTemplate';
import { publishTemplate } from './publishTemplate';
import { removeTemplate } from './removeTemplate';

/**
 * A template of the scaffolder for each stack, one that removes them, and one that makes an API where that can be
 * deployed; none where nothing can be.
 */
export const templatesOf = (
  stacks: StackTemplate[],
): TemplateEntityV1beta3[] => [
  ...stacks.map(deployTemplate),
  ...(stacks.length > 0 ? [removeTemplate] : []),
  ...(stacks.some(({ driver }) => driver === 'aws') ? [publishTemplate] : []),
];
