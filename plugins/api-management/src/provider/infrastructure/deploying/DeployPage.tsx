import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Header } from '@backstage/ui';
import {
  Crumb,
  EmptyState,
  Loaded,
  PageBody,
  PageSection,
  useOperation,
} from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import { usePaths } from '../../usePaths';
import { DeployForm } from './DeployForm';
import { emptyStart } from './DeploymentForm';

/** Deploys a template into a linked account. */
export function DeployPage() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  return (
    <Crumb label={t('infrastructure.deploy')} href={paths.deploy}>
      <Header
        title={t('infrastructure.deployTitle')}
        description={t('infrastructure.deployDescription')}
      />
      <PageBody>
        <Loaded query={useOperation('listStackTemplates', {})} lines={6}>
          {({ items }) =>
            items.length > 0 ? (
              <DeployForm templates={items} start={emptyStart} />
            ) : (
              <PageSection>
                <EmptyState title={t('infrastructure.noTemplates')} />
              </PageSection>
            )
          }
        </Loaded>
      </PageBody>
    </Crumb>
  );
}
