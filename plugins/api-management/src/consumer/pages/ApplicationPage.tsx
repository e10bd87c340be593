import { BreadcrumbEntry } from '@backstage/frontend-plugin-api';
import { Header } from '@backstage/ui';
import type { Application } from '@oaf/backstage-plugin-api-management-common';
import { useNavigate, useParams } from 'react-router-dom';
import { useOperation } from '../../shared/api';
import {
  EntityName,
  Loaded,
  PageBody,
  PageSection,
  RelativeTime,
} from '../../shared/components';
import { ApplicationActions } from '../applications/ApplicationActions';
import { SubscriptionTable } from '../applications/SubscriptionTable';
import { UsageSection } from '../../shared/usage';
import { usePaths } from '../usePaths';

/** An application with its subscriptions and what they use. */
export function ApplicationPage() {
  const { applicationId = '' } = useParams();
  const application = useOperation('getApplication', {
    path: { applicationId },
  });
  return (
    <Loaded isPage query={application} lines={6}>
      {answer => <ApplicationContent application={answer} />}
    </Loaded>
  );
}

function ApplicationContent({ application }: { application: Application }) {
  const paths = usePaths();
  const navigate = useNavigate();
  const { id, title, description } = application;
  return (
    <BreadcrumbEntry entry={{ label: title, href: paths.application(id) }}>
      <Header
        title={title}
        description={description}
        metadata={applicationMetadata(application)}
        customActions={
          <ApplicationActions
            application={application}
            onDeleted={() => navigate(paths.applications)}
          />
        }
      />
      <PageBody>
        <PageSection title="Subscriptions" flush>
          <SubscriptionTable applicationId={id} />
        </PageSection>
        <UsageSection query={{ side: 'consumer', applicationId: id }} />
      </PageBody>
    </BreadcrumbEntry>
  );
}

function applicationMetadata({ owner, createdBy, createdAt }: Application) {
  return [
    { label: 'Owner', value: <EntityName entityRef={owner} /> },
    { label: 'Created by', value: <EntityName entityRef={createdBy} /> },
    { label: 'Created', value: <RelativeTime at={createdAt} /> },
  ];
}
