import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  ButtonIcon,
  type ColumnConfig,
  Table,
  Tooltip,
  TooltipTrigger,
} from '@backstage/ui';
import type { RegionStatus } from '@oaf/backstage-plugin-api-management-common';
import { RiRefreshLine } from '@remixicon/react';
import {
  column,
  formatCount,
  numberColumn,
  RelativeTime,
  TwoLines,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Accounts.module.css';
import { RegionState } from './RegionState';
import { RequestBudgetText } from './RequestBudgetText';

type Row = RegionStatus & { id: string };

type Props = {
  regions: RegionStatus[];
  /** Asks for an import of one region; absent for those who may not. */
  onSync?: (region: string) => void;
};

const columns: ColumnConfig<Row>[] = [
  column({
    id: 'region',
    label: 'Region',
    isRowHeader: true,
    defaultWidth: '1.1fr',
    minWidth: 130,
    value: ({ region }) => <TwoLines strong title={region} />,
  }),
  numberColumn({
    id: 'apis',
    label: 'APIs',
    defaultWidth: 72,
    minWidth: 72,
    value: ({ apiCount }) => formatCount(apiCount),
  }),
  column({
    id: 'synced',
    label: 'Last sync',
    defaultWidth: '1fr',
    minWidth: 128,
    value: ({ syncedAt }) => <RelativeTime at={syncedAt} />,
  }),
  column({
    id: 'state',
    label: 'State',
    defaultWidth: '2fr',
    value: region => (
      <>
        <RegionState region={region} />
        {region.error && <div className={styles.nextStep}>{region.error}</div>}
      </>
    ),
  }),
  column({
    id: 'budget',
    label: 'Requests',
    defaultWidth: '1.4fr',
    value: ({ budget }) => budget && <RequestBudgetText budget={budget} />,
  }),
];

const syncColumn = (onSync: (region: string) => void) =>
  column<Row>({
    id: 'sync',
    label: '',
    defaultWidth: 56,
    value: row => <SyncRegion row={row} onSync={onSync} />,
  });

/** How fresh each region of an account is; a region that fails keeps its last good snapshot. */
export const RegionsTable = ({ regions, onSync }: Props) => (
  <Table
    columnConfig={onSync ? [...columns, syncColumn(onSync)] : columns}
    data={regions.map(region => ({ ...region, id: region.region }))}
    pagination={{ type: 'none' }}
  />
);

function SyncRegion(props: { row: Row; onSync: (region: string) => void }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { row, onSync } = props;
  return (
    <TooltipTrigger>
      <ButtonIcon
        size="small"
        variant="tertiary"
        icon={<RiRefreshLine />}
        aria-label={`${t('accountAction.sync')}: ${row.region}`}
        isDisabled={Boolean(row.import)}
        onPress={() => onSync(row.region)}
      />
      <Tooltip>{t('accountAction.sync')}</Tooltip>
    </TooltipTrigger>
  );
}
