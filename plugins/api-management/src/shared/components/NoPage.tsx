import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { useLocation } from 'react-router-dom';
import { apiManagementTranslationRef } from '../../translation';
import { useConsumerPaths, useProviderPaths } from '../routing/paths';
import { SupportLinks } from '../support';
import { EmptyState } from './EmptyState';
import { PageBody } from './PageBody';
import { PageSection } from './PageSection';

/** A page that says why there is nothing to see, with a way out and whom to ask. */
export function NoPage(props: { title: string; description: string }) {
  return (
    <PageBody>
      <PageSection>
        <EmptyState
          isPage
          {...props}
          action={
            <>
              <WayOut />
              <SupportLinks />
            </>
          }
        />
      </PageSection>
    </PageBody>
  );
}

/** An address that leads nowhere. */
export function UnknownAddress() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <NoPage
      title={t('noPage.unknownTitle')}
      description={t('noPage.unknownDescription')}
    />
  );
}

/** The first page of the face that the address belongs to. */
function WayOut() {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { pathname } = useLocation();
  const provider = useProviderPaths();
  const consumer = useConsumerPaths();
  if (provider && pathname.startsWith(provider.root)) {
    return (
      <ButtonLink variant="secondary" href={provider.overview}>
        {t('noPage.toProvider')}
      </ButtonLink>
    );
  }
  return consumer ? (
    <ButtonLink variant="secondary" href={consumer.root}>
      {t('noPage.toConsumer')}
    </ButtonLink>
  ) : null;
}
