import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { Deployment } from '@oaf/backstage-plugin-api-management-common';
import { EmptyState, Loaded, PageSection, useOperation } from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import { useOwnTemplateReason } from '../useOwnTemplateReason';
import { DeployForm } from './DeployForm';
import { templateKey } from './DeploymentForm';

/** The form filled in with what was deployed, or was to be. */
export function FilledForm(props: {
  deployed: Pick<
    Deployment,
    'accountLinkId' | 'region' | 'stackName' | 'template' | 'parameters'
  >;
  /** There is a stack, whose template and place stay. */
  isUpdate: boolean;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { deployed, isUpdate } = props;
  const { accountLinkId, region, stackName, parameters } = deployed;
  const ownTemplateReason = useOwnTemplateReason(deployed);
  const account = useOperation('getAccountLink', { path: { accountLinkId } });
  const templates = useOperation('listStackTemplates', {});
  return (
    <Loaded query={account} lines={6}>
      {({ driver }) => (
        <Loaded query={templates} lines={6}>
          {({ items }) => {
            const template = templateKey({ driver, name: deployed.template });
            return items.some(each => templateKey(each) === template) ? (
              <DeployForm
                templates={items}
                isFixed={isUpdate}
                start={{
                  template,
                  accountLinkId,
                  region,
                  stackName,
                  filled: parameters,
                  keeps: isUpdate,
                }}
              />
            ) : (
              <PageSection>
                <EmptyState
                  title={
                    ownTemplateReason ??
                    t('infrastructure.noTemplate', {
                      template: deployed.template,
                    })
                  }
                />
              </PageSection>
            );
          }}
        </Loaded>
      )}
    </Loaded>
  );
}
