import { Badge, type ColumnConfig, Link } from '@backstage/ui';
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
import styles from './GatewayApis.module.css';
import { PublishLink } from './PublishLink';

/** Columns of the list of gateway APIs. */
export const gatewayApiColumns: ColumnConfig<GatewayApi>[] = [
  column({
    id: 'title',
    label: 'API',
    isRowHeader: true,
    isSortable: true,
    defaultWidth: '2fr',
    value: ({ entityRef, title, description, importError }) => (
      <TwoLines
        strong
        title={<EntityName entityRef={entityRef} title={title} />}
        detail={importError ?? plainText(description ?? '')}
      />
    ),
  }),
  column({
    id: 'where',
    label: 'Where',
    defaultWidth: '1.3fr',
    value: api => (
      <TwoLines
        title={api.accountAlias ?? api.accountId}
        detail={`${api.region} · ${api.stage}`}
      />
    ),
  }),
  column({
    id: 'protocol',
    label: 'Protocol',
    defaultWidth: '0.7fr',
    value: ({ protocol }) => <Badge>{protocol}</Badge>,
  }),
  column({
    id: 'products',
    label: 'Products',
    defaultWidth: '1.5fr',
    value: api => <ApiProducts api={api} />,
  }),
  numberColumn({
    id: 'subscriptions',
    label: 'Subscriptions',
    minWidth: 132,
    defaultWidth: '0.8fr',
    value: ({ subscriptionCount }) => formatCount(subscriptionCount),
  }),
  column({
    id: 'importedAt',
    label: 'Imported',
    isSortable: true,
    defaultWidth: '1fr',
    value: ({ importedAt }) => <RelativeTime at={importedAt} />,
  }),
];

function ApiProducts({ api }: { api: GatewayApi }) {
  const paths = usePaths();
  if (api.products.length === 0) {
    return <PublishLink gatewayApiId={api.id} />;
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
