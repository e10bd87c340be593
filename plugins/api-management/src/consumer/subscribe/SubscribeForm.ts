import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { type FieldProblems, fieldsNamed } from '../../shared/problems';
import { openPlans } from '../product/plans';

/** Stands for an application that is to be made with the request. */
export const NEW_APPLICATION = 'new';

/** The answers of the subscribe dialog. */
export type SubscribeForm = {
  /** An application's id, or {@link NEW_APPLICATION}; empty until one is chosen. */
  applicationId: string;
  newApplication: { title: string; owner: string };
  planId: string;
  purpose: string;
  termsAccepted: boolean;
};

export const subscribeSteps = ['Application', 'Plan', 'Review'] as const;
export type SubscribeStep = (typeof subscribeSteps)[number];

/** The step in which each part of the bodies is answered, of the new application and of the subscription. */
const stepOfField: Record<string, SubscribeStep> = {
  title: 'Application',
  owner: 'Application',
  applicationId: 'Application',
  planId: 'Plan',
  purpose: 'Plan',
  termsAccepted: 'Plan',
};

export const subscribeField = fieldsNamed(...Object.keys(stepOfField));

/** The first step that has a problem; undefined when none has. */
export const stepWithProblem = (problems: FieldProblems) =>
  subscribeSteps.find(step =>
    Object.keys(problems).some(field => stepOfField[field] === step),
  );

export function emptySubscribeForm(
  product: ApiProduct,
  planId?: string,
): SubscribeForm {
  return {
    applicationId: '',
    newApplication: { title: '', owner: '' },
    planId: planId ?? openPlans(product.plans)[0]?.id ?? '',
    purpose: '',
    termsAccepted: false,
  };
}

/** What still keeps the reader from going on, in words, or undefined. */
export function missingAnswer(
  step: SubscribeStep,
  form: SubscribeForm,
  product: ApiProduct,
): string | undefined {
  switch (step) {
    case 'Application':
      return missingApplication(form);
    case 'Plan':
      return missingPlan(form, product);
    default:
      return undefined;
  }
}

function missingApplication({ applicationId, newApplication }: SubscribeForm) {
  if (!applicationId) {
    return 'Choose an application.';
  }
  if (applicationId !== NEW_APPLICATION) {
    return undefined;
  }
  if (!newApplication.title.trim()) {
    return 'Give the new application a title.';
  }
  return newApplication.owner ? undefined : 'Choose who owns the application.';
}

function missingPlan(form: SubscribeForm, product: ApiProduct) {
  if (!form.planId) {
    return 'Choose a plan.';
  }
  return product.terms && !form.termsAccepted
    ? 'Accept the terms of use.'
    : undefined;
}
