import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
} from '@backstage/catalog-model';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import type { TemplateWords } from './templateWords';

type Spec = Pick<TemplateEntityV1beta3['spec'], 'parameters' | 'steps'> & {
  output: object;
};

/** A template of the scaffolder as the catalog has it. */
export function templateEntity(
  name: string,
  words: Pick<TemplateWords, 'title' | 'description' | 'tags'>,
  { parameters, steps, output }: Spec,
): TemplateEntityV1beta3 {
  const location = `api-management:${name}`;
  return {
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: {
      name: `api-management-${name}`,
      title: words.title,
      description: words.description,
      tags: ['api-management', 'aws', ...words.tags],
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
      },
    },
    spec: {
      type: 'infrastructure',
      parameters,
      steps,
      output: output as Record<string, string>,
    },
  };
}

/** Where a task's deployment is seen, under `app.baseUrl`. */
export const deploymentOutput = (step: string) => ({
  links: [
    {
      title: 'The deployment',
      icon: 'dashboard',
      url: `/api-management/infrastructure/deployments/\${{ steps.${step}.output.deploymentId }}`,
    },
    {
      title: 'All stacks',
      icon: 'dashboard',
      url: '/api-management/infrastructure',
    },
  ],
});
