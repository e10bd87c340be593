import {
  ButtonIcon,
  type ColumnConfig,
  DialogBody,
  DialogHeader,
} from '@backstage/ui';
import type {
  FacetValue,
  Operation,
  OperationPage,
} from '@oaf/backstage-plugin-api-management-common';
import { RiFileTextLine } from '@remixicon/react';
import { useState } from 'react';
import { Chip, Dialog, EmptyState, Loaded, PageSection } from '../components';
import { useOperation } from '../api';
import {
  column,
  ListToolbar,
  ServerTableView,
  TwoLines,
  useServerTable,
} from '../table';
import styles from './Definition.module.css';
import { DefinitionText } from './DefinitionText';
import { DownloadDefinition } from './DownloadDefinition';

type Api = { id: string; title: string };

/** The operations of a large definition, page by page; each is read when somebody opens it. */
export function OperationList({ api }: { api: Api }) {
  const [open, setOpen] = useState<Operation>();
  const list = useServerTable('listOperations', {
    prefix: 'operations.',
    filterNames: ['tag'],
    path: { gatewayApiId: api.id },
    toQuery: ({ tag }) => ({ tag }),
    // A definition changes by an import only, and the backend reads all of it for a page.
    refetchInterval: () => false,
  });
  const { tags = [] } = (list.query.data ?? {}) as Partial<OperationPage>;
  return (
    <>
      <ListToolbar
        list={list}
        searchLabel="Search operations"
        filters={[
          {
            name: 'tag',
            label: 'Tag',
            any: 'All tags',
            options: tags.map(toOption),
          },
        ]}
        actions={<DownloadDefinition api={api} />}
      />
      <PageSection flush>
        <ServerTableView
          list={list}
          columns={columnsFor(setOpen)}
          emptyState={
            <EmptyState
              title="No operations"
              description="The definition describes none. Download it to see what it says."
            />
          }
        />
      </PageSection>
      {open && (
        <OperationDetails
          api={api}
          operation={open}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}

function toOption({ value, count }: FacetValue) {
  return { id: value, label: `${value} (${count})` };
}

function columnsFor(
  onOpen: (operation: Operation) => void,
): ColumnConfig<Operation>[] {
  return [
    column({
      id: 'operation',
      label: 'Operation',
      isRowHeader: true,
      defaultWidth: '3fr',
      value: ({ method, path, summary, isWebhook }) => (
        <TwoLines
          strong
          title={
            <code className={styles.operation}>
              {`${method.toUpperCase()} ${path}${
                isWebhook ? ' (webhook)' : ''
              }`}
            </code>
          }
          detail={summary ?? ''}
        />
      ),
    }),
    column({
      id: 'tags',
      label: 'Tags',
      defaultWidth: '1fr',
      value: ({ tags, deprecated }) => (
        <>
          {tags.join(', ')}{' '}
          {deprecated && <Chip tone="warning">Deprecated</Chip>}
        </>
      ),
    }),
    column({
      id: 'open',
      label: '',
      defaultWidth: 56,
      value: operation => (
        <ButtonIcon
          aria-label={`Show ${operation.id}`}
          variant="tertiary"
          size="small"
          icon={<RiFileTextLine />}
          onPress={() => onOpen(operation)}
        />
      ),
    }),
  ];
}

function OperationDetails(props: {
  api: Api;
  operation: Operation;
  onClose: () => void;
}) {
  const { api, operation, onClose } = props;
  const document = useOperation('getOperationDefinition', {
    path: { gatewayApiId: api.id },
    query: { operation: operation.id },
  });
  return (
    <Dialog isOpen width={1000} onOpenChange={isOpen => !isOpen && onClose()}>
      <DialogHeader>{operation.summary ?? operation.id}</DialogHeader>
      <DialogBody>
        <Loaded query={document} lines={6}>
          {text => (
            <DefinitionText title={api.title} format="openapi" text={text} />
          )}
        </Loaded>
      </DialogBody>
    </Dialog>
  );
}
