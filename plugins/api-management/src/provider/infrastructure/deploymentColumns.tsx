import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ColumnConfig } from '@backstage/ui';
import type { Deployment } from '@oaf/backstage-plugin-api-management-common';
import {
  column,
  EntityName,
  RelativeTime,
  StateChip,
  TwoLines,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { TemplateName } from './TemplateName';

function What({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { action, stackName, template } = deployment;
  return (
    <TwoLines
      strong
      title={`${t(`deployment.${action}`)} ${stackName}`}
      detail={<TemplateName template={template} />}
    />
  );
}

/** Columns of lists of deployments. */
export const deploymentColumns: ColumnConfig<Deployment>[] = [
  column({
    id: 'what',
    label: 'Deployment',
    isRowHeader: true,
    defaultWidth: '1.6fr',
    minWidth: 190,
    value: deployment => <What deployment={deployment} />,
  }),
  column({
    id: 'account',
    label: 'Account',
    defaultWidth: '1.2fr',
    value: ({ accountAlias, region }) => (
      <TwoLines title={accountAlias} detail={region} />
    ),
  }),
  column({
    id: 'state',
    label: 'State',
    minWidth: 200,
    value: ({ state }) => <StateChip state={state} />,
  }),
  column({
    id: 'started',
    label: 'Started',
    value: ({ startedAt, startedBy }) => (
      <TwoLines
        title={<RelativeTime at={startedAt} />}
        detail={<EntityName entityRef={startedBy} size="small" />}
      />
    ),
  }),
];
