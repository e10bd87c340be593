import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { CopyableCode, Facts, PageSection, useOperation } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';

/** How this installation is told from others, in linked accounts and by those who help. */
export function Installation() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { data } = useOperation('listStackTemplates', {});
  return data ? (
    <PageSection title={t('stack.installation')}>
      <Facts
        facts={[
          [
            t('stack.installationName'),
            <CopyableCode
              key="name"
              text={data.installation}
              label="Copy name"
            />,
          ],
          [
            t('stack.serialNumber'),
            <CopyableCode
              key="serial"
              text={data.serialNumber}
              label="Copy serial number"
            />,
          ],
        ]}
      />
    </PageSection>
  ) : null;
}
