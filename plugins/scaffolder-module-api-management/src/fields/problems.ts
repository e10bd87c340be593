import {
  type ApiHolder,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import {
  apiManagementMessages,
  apiManagementTranslationRef,
} from '@oaf/backstage-plugin-api-management';

/** What can be wrong about a field. */
export type FieldProblem = keyof typeof apiManagementMessages.fieldProblem;

/** Says it in the language of the app; in English until that is loaded. */
export function sayProblem(apis: ApiHolder, problem: FieldProblem): string {
  const translation = apis
    .get(translationApiRef)
    ?.getTranslation?.(apiManagementTranslationRef);
  return translation?.ready
    ? translation.t(`fieldProblem.${problem}`)
    : apiManagementMessages.fieldProblem[problem];
}
