import { Button, Link, TablePagination } from '@backstage/ui';
import type { Application } from '@oaf/backstage-plugin-api-management-common';
import { RiAddLine } from '@remixicon/react';
import { useState } from 'react';
import {
  EmptyState,
  EntityName,
  Loaded,
  PageBody,
  PageSection,
} from '../../shared/components';
import {
  ListToolbar,
  type ServerTable,
  useServerTable,
} from '../../shared/table';
import { ApplicationActions } from '../applications/ApplicationActions';
import { ApplicationDialog } from '../applications/ApplicationDialog';
import { SubscriptionTable } from '../applications/SubscriptionTable';
import { usePaths } from '../usePaths';

/** Applications of the reader and of the reader's groups, with their subscriptions. */
export function ApplicationsPage() {
  const list = useServerTable('listApplications', {
    orderBy: 'title:asc',
    toQuery: () => ({ owned: true }),
  });
  return (
    <PageBody>
      <ListToolbar
        list={list}
        searchLabel="Search applications"
        actions={<NewApplicationButton />}
      />
      <Loaded query={list.query} lines={6}>
        {({ items }) =>
          items.length === 0 ? (
            <NoApplications searching={Boolean(list.parameters.search)} />
          ) : (
            items.map(application => (
              <ApplicationSection
                key={application.id}
                application={application}
              />
            ))
          )
        }
      </Loaded>
      <Pages list={list} />
    </PageBody>
  );
}

function Pages({ list }: { list: ServerTable<Application> }) {
  const { pagination } = list.table;
  return pagination.type === 'page' ? (
    <TablePagination {...pagination} />
  ) : null;
}

function NewApplicationButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button iconStart={<RiAddLine />} onPress={() => setOpen(true)}>
        New application
      </Button>
      {open && <ApplicationDialog onClose={() => setOpen(false)} />}
    </>
  );
}

function ApplicationSection({ application }: { application: Application }) {
  const paths = usePaths();
  return (
    <PageSection
      flush
      title={
        <Link
          href={paths.application(application.id)}
          variant="body-large"
          weight="bold"
          standalone
        >
          {application.title}
        </Link>
      }
      description={
        <>
          <EntityName entityRef={application.owner} />
          {application.description && ` · ${application.description}`}
        </>
      }
      actions={<ApplicationActions application={application} />}
    >
      <SubscriptionTable applicationId={application.id} />
    </PageSection>
  );
}

function NoApplications({ searching }: { searching: boolean }) {
  return searching ? (
    <EmptyState
      title="No application matches"
      description="Change or clear the search."
    />
  ) : (
    <EmptyState
      title="You have no application yet"
      description="An application is the program that calls APIs. Make one, then subscribe it to a product; you can also make it while you subscribe."
    />
  );
}
