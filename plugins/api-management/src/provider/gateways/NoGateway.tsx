import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { EmptyState } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { usePaths } from '../usePaths';

/** What is said where there would be gateways, with the way to deploy one. */
export function NoGateway({ description }: { description: string }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  return (
    <EmptyState
      title={t('publication.noGateway')}
      description={description}
      action={
        <ButtonLink variant="secondary" href={paths.infrastructure}>
          {t('publication.toInfrastructure')}
        </ButtonLink>
      }
    />
  );
}
