import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { StackTemplate } from '@oaf/backstage-plugin-api-management-common';
import {
  PageSection,
  type Step,
  Stepper,
  UnsavedChanges,
} from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import type { FormStart } from './DeploymentForm';
import { ParametersStep } from './ParametersStep';
import { PlaceStep } from './PlaceStep';
import { TemplateStep } from './TemplateStep';
import {
  type Deploying,
  deployStepIds,
  type DeployStepId,
  useDeploymentForm,
} from './useDeploymentForm';

/** Asks step by step what to deploy, where, and with which parameters. */
export function DeployForm(props: {
  templates: StackTemplate[];
  start: FormStart;
  /** Template and place are those of a stack. */
  isFixed?: boolean;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { templates, start, isFixed = false } = props;
  const deploying = useDeploymentForm(
    templates,
    start,
    start.template && start.accountLinkId ? 'parameters' : 'template',
  );
  const contents: Record<DeployStepId, JSX.Element> = {
    template: <TemplateStep templates={templates} deploying={deploying} />,
    place: <PlaceStep deploying={deploying} />,
    parameters: <ParametersStep deploying={deploying} />,
  };
  const results = resultsOf(deploying);
  const steps = deployStepIds.map(
    (id, index): Step => ({
      id,
      title: t(`deployStep.${id}`),
      outcome:
        index < deployStepIds.indexOf(deploying.step) ? 'done' : undefined,
      result: results[id],
      isReachable: !isFixed && index < deployStepIds.indexOf(deploying.step),
      content: contents[id],
    }),
  );
  return (
    <PageSection>
      <UnsavedChanges when={deploying.isChanged} />
      <Stepper
        label={t('infrastructure.stepsLabel')}
        steps={steps}
        current={deploying.step}
        onChange={id => deploying.setStep(id as DeployStepId)}
      />
    </PageSection>
  );
}

function resultsOf({ form, template, step }: Deploying) {
  const isPlaced = step === 'parameters';
  return {
    template: step === 'template' ? undefined : template?.name,
    place: isPlaced ? `${form.stackName}, ${form.region}` : undefined,
    parameters: undefined,
  };
}
