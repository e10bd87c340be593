import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { apiManagementTranslationRef } from '../../../translation';
import { CostTable } from '../costs/CostTable';
import styles from '../Infrastructure.module.css';
import { NotStarted } from '../NotStarted';
import { isKept, parameterField, valueOf } from './DeploymentForm';
import { ParameterField } from './ParameterField';
import type { Deploying } from './useDeploymentForm';

/** Asks for the template's parameters, and then what would change. */
export function ParametersStep({ deploying }: { deploying: Deploying }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { form, start, template, problems, change, left, isPending } =
    deploying;
  const parameters = template?.parameters ?? [];
  const values = Object.fromEntries(
    parameters.map(parameter => [
      parameter.name,
      valueOf(parameter, form, start),
    ]),
  );
  return (
    <form
      className={styles.fields}
      noValidate
      aria-label={t('deployStep.parameters')}
      onSubmit={event => {
        event.preventDefault();
        deploying.submit();
      }}
    >
      {parameters.length === 0 && (
        <Text as="p" color="secondary">
          {t('infrastructure.noParameters')}
        </Text>
      )}
      {parameters.map(parameter => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          accountLinkId={form.accountLinkId}
          isKept={isKept(parameter, start)}
          value={valueOf(parameter, form, start)}
          problem={problems[parameterField(parameter.name)]}
          onChange={value =>
            change({ values: { ...form.values, [parameter.name]: value } })
          }
        />
      ))}
      {template && <CostTable template={template} values={values} />}
      <NotStarted error={left} />
      <div>
        <Button type="submit" isPending={isPending}>
          {t('infrastructure.showChanges')}
        </Button>
      </div>
    </form>
  );
}
