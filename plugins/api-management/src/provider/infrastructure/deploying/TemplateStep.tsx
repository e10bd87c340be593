import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Radio, RadioGroup } from '@backstage/ui';
import type { StackTemplate } from '@oaf/backstage-plugin-api-management-common';
import { SubmitButton, useMissing } from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import styles from '../Infrastructure.module.css';
import { templateKey } from './DeploymentForm';
import type { Deploying } from './useDeploymentForm';

/** Asks what to deploy. */
export function TemplateStep(props: {
  templates: StackTemplate[];
  deploying: Deploying;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { templates, deploying } = props;
  const missing = useMissing();
  const choose = (key: string) => {
    const chosen = templates.find(each => templateKey(each) === key)!;
    deploying.change({
      template: key,
      stackName: `oaf-${chosen.name}`,
      values: {},
      ...(chosen.driver !== deploying.template?.driver && {
        accountLinkId: '',
        region: '',
      }),
    });
  };
  return (
    <>
      <RadioGroup
        label={t('deployStep.template')}
        value={deploying.form.template}
        onChange={choose}
      >
        {templates.map(template => (
          <Radio key={templateKey(template)} value={templateKey(template)}>
            <span className={styles.choice}>
              {template.name}
              <span className={styles.quiet}>{template.description}</span>
            </span>
          </Radio>
        ))}
      </RadioGroup>
      <div>
        <SubmitButton
          missing={missing({ [t('deployStep.template')]: !deploying.template })}
          onPress={() => deploying.setStep('place')}
        >
          {t('infrastructure.goOn')}
        </SubmitButton>
      </div>
    </>
  );
}
