import { type ColumnConfig, Link } from '@backstage/ui';
import type { GatewayApi } from '@oaf/backstage-plugin-api-management-common';
import {
  column,
  EntityName,
  formatCount,
  numberColumn,
  plainText,
  RelativeTime,
  TwoLines,
} from '../../shared';
import { usePaths } from '../usePaths';
import { DefinitionChip } from './DefinitionChip';
import styles from './GatewayApis.module.css';
import { PublishLink } from './PublishLink';
import { SyncApi } from './SyncApi';

/** Columns of the list of gateway APIs. */
export const gatewayApiColumns: ColumnConfig<GatewayApi>[] = [
  column({
    id: 'title',
    label: 'API',
    isRowHeader: true,
    isSortable: true,
    defaultWidth: '2fr',
    value: ({ entityRef, title, description }) => (
      <TwoLines
        strong
        title={<EntityName entityRef={entityRef} title={title} />}
        detail={plainText(description ?? '')}
      />
    ),
  }),
  column({
    id: 'where',
    label: 'Where',
    defaultWidth: '1.5fr',
    value: api => (
      <TwoLines
        title={api.accountAlias ?? api.accountId}
        detail={[api.protocol, api.region, api.stage].join(' · ')}
      />
    ),
  }),
  column({
    id: 'products',
    label: 'Products',
    defaultWidth: '1.4fr',
    minWidth: 192,
    value: api => <ApiProducts api={api} />,
  }),
  numberColumn({
    id: 'subscriptions',
    label: 'Subscriptions',
    minWidth: 132,
    defaultWidth: 132,
    value: ({ subscriptionCount }) => formatCount(subscriptionCount),
  }),
  column({
    id: 'definition',
    label: 'Definition',
    defaultWidth: '1.6fr',
    value: api => <DefinitionChip api={api} />,
  }),
  column({
    id: 'importedAt',
    label: 'Imported',
    isSortable: true,
    defaultWidth: 128,
    minWidth: 128,
    value: ({ importedAt }) => <RelativeTime at={importedAt} />,
  }),
  column({
    id: 'sync',
    label: '',
    defaultWidth: 56,
    value: api => <SyncApi isIcon api={api} />,
  }),
];

function ApiProducts({ api }: { api: GatewayApi }) {
  const paths = usePaths();
  if (api.products.length === 0) {
    return <PublishLink api={api} />;
  }
  return (
    <span className={styles.products}>
      {api.products.map(({ id, title }) => (
        <Link key={id} href={paths.product(id)}>
          {title}
        </Link>
      ))}
    </span>
  );
}
