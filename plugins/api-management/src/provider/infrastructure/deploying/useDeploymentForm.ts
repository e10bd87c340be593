import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { StackTemplate } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  type FieldProblems,
  sortProblems,
  useOperationMutation,
} from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import { usePaths } from '../../usePaths';
import {
  type DeploymentForm,
  type FormStart,
  placeFields,
  placeProblems,
  templateKey,
  toDeploymentField,
  toDeploymentInput,
} from './DeploymentForm';
import { parameterProblems } from './parameterProblems';

/** Steps of the form, in their order. */
export const deployStepIds = ['template', 'place', 'parameters'] as const;

export type DeployStepId = (typeof deployStepIds)[number];

/** The form's content, what is wrong with it, and how it goes on. */
export function useDeploymentForm(
  templates: StackTemplate[],
  start: FormStart,
  firstStep: DeployStepId,
) {
  const [form, setForm] = useState<DeploymentForm>({ ...start, values: {} });
  const [step, setStep] = useState(firstStep);
  const [own, setOwn] = useState<FieldProblems>({});
  const template = templates.find(each => templateKey(each) === form.template);
  const begin = useBeginning(template);
  const findPlaceProblems = usePlaceProblems();
  const change = (patch: Partial<DeploymentForm>) => {
    setForm(former => ({ ...former, ...patch }));
    setOwn({});
  };
  const submit = () => {
    const wrongPlace = findPlaceProblems(form);
    const problems = {
      ...wrongPlace,
      ...(template && parameterProblems(template, form, start)),
    };
    setOwn(problems);
    if (Object.keys(wrongPlace).length > 0) {
      setStep('place');
    } else if (template && Object.keys(problems).length === 0) {
      begin.start(toDeploymentInput(form, template, start), () =>
        setStep('place'),
      );
    }
  };
  const goToParameters = () => {
    const problems = findPlaceProblems(form);
    setOwn(problems);
    if (Object.keys(problems).length === 0) {
      setStep('parameters');
    }
  };
  return {
    form,
    start,
    template,
    step,
    setStep,
    goToParameters,
    change,
    submit,
    problems: { ...begin.problems, ...own },
    left: begin.left,
    isPending: begin.isPending,
    isChanged: !begin.isUnderWay && isChanged(form, start),
  };
}

/** Everything that the steps need. */
export type Deploying = ReturnType<typeof useDeploymentForm>;

function usePlaceProblems() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (form: DeploymentForm) =>
    placeProblems(form, {
      missing: t('infrastructure.missing'),
      stackName: t('infrastructure.stackName'),
    });
}

/** Starts the deployment and leads to it; what the backend has against it is sorted into the fields. */
function useBeginning(template: StackTemplate | undefined) {
  const paths = usePaths();
  const navigate = useNavigate();
  const begin = useOperationMutation('startDeployment');
  const toField = toDeploymentField(template);
  const start = (
    body: ReturnType<typeof toDeploymentInput>,
    onWrongPlace: () => void,
  ) =>
    begin.mutate(
      { body },
      {
        onSuccess: ({ id }) => navigate(paths.deployment(id)),
        onError: error => {
          const { problems } = sortProblems(error, toField);
          if (placeFields.some(field => field in problems)) {
            onWrongPlace();
          }
        },
      },
    );
  return {
    start,
    ...sortProblems(begin.error, toField),
    isPending: begin.isPending,
    // What was sent is not lost when the page is left.
    isUnderWay: begin.isPending || begin.isSuccess,
  };
}

function isChanged(form: DeploymentForm, start: FormStart) {
  return (
    Object.keys(form.values).length > 0 ||
    form.stackName !== start.stackName ||
    form.accountLinkId !== start.accountLinkId
  );
}
