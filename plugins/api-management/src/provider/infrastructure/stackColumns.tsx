import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { type ColumnConfig, Link } from '@backstage/ui';
import type { Stack } from '@oaf/backstage-plugin-api-management-common';
import { column, EntityName, RelativeTime, TwoLines } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { usePaths } from '../usePaths';
import { DriftChip, VersionChip } from './StackChips';
import { TemplateName } from './TemplateName';

function Live({ deploymentId }: { deploymentId: string }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const paths = usePaths();
  return (
    <Link href={paths.deployment(deploymentId)}>
      {t('infrastructure.follow')}
    </Link>
  );
}

/** Columns of the list of stacks. */
export const stackColumns: ColumnConfig<Stack>[] = [
  column({
    id: 'name',
    label: 'Stack',
    isRowHeader: true,
    isSortable: true,
    defaultWidth: '1.6fr',
    minWidth: 170,
    value: ({ name, template }) => (
      <TwoLines
        strong
        title={name}
        detail={<TemplateName template={template} />}
      />
    ),
  }),
  column({
    id: 'account',
    label: 'Account',
    defaultWidth: '1.4fr',
    value: ({ accountAlias, region }) => (
      <TwoLines title={accountAlias} detail={region} />
    ),
  }),
  column({
    id: 'version',
    label: 'Version',
    minWidth: 150,
    value: stack => <VersionChip stack={stack} />,
  }),
  column({
    id: 'drift',
    label: 'Drift',
    minWidth: 130,
    value: ({ drift }) => <DriftChip drift={drift} />,
  }),
  column({
    id: 'changedAt',
    label: 'Last change',
    isSortable: true,
    minWidth: 140,
    value: ({ changedAt, changedBy }) => (
      <TwoLines
        title={<RelativeTime at={changedAt} />}
        detail={<EntityName entityRef={changedBy} size="small" />}
      />
    ),
  }),
  column({
    id: 'live',
    label: 'Under way',
    minWidth: 150,
    value: ({ liveDeploymentId }) =>
      liveDeploymentId && <Live deploymentId={liveDeploymentId} />,
  }),
];
