import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, type ColumnConfig, Table } from '@backstage/ui';
import {
  type Deployment,
  type DeploymentChange,
  type DeploymentChangePage,
  isDeploymentOver,
} from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import {
  Chip,
  column,
  EmptyState,
  Loaded,
  OffsetPages,
  type Tone,
  TwoLines,
  useOperation,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { describeLoss } from './describeLoss';

const limit = 100;

type Row = DeploymentChange & { id: string };

const tones: Record<DeploymentChange['action'], Tone> = {
  add: 'positive',
  modify: 'neutral',
  replace: 'negative',
  remove: 'negative',
  snapshot: 'warning',
  keep: 'positive',
  'remove-kept': 'negative',
};

const columns: ColumnConfig<Row>[] = [
  column({
    id: 'action',
    label: 'Change',
    minWidth: 190,
    defaultWidth: 190,
    value: change => <ChangeChip change={change} />,
  }),
  column({
    id: 'resource',
    label: 'Resource',
    isRowHeader: true,
    defaultWidth: '2fr',
    minWidth: 200,
    value: ({ resource, type }) => (
      <TwoLines strong title={resource} detail={type} />
    ),
  }),
  column({
    id: 'properties',
    label: 'Properties',
    defaultWidth: '1.5fr',
    value: ({ properties }) => properties.join(', '),
  }),
  column({
    id: 'physicalId',
    label: 'Now',
    defaultWidth: '1.5fr',
    value: ({ physicalId }) => physicalId,
  }),
];

function ChangeChip({ change }: { change: DeploymentChange }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { action, mayReplace } = change;
  return action === 'modify' && mayReplace ? (
    <Chip tone="warning">{t('change.mayReplace')}</Chip>
  ) : (
    <Chip tone={tones[action]}>{t(`change.${action}`)}</Chip>
  );
}

/** Whether it was found out what a deployment changes. */
const areChangesKnown = ({ steps }: Deployment) =>
  steps.some(({ state }) => state === 'awaiting-confirmation');

/** What a deployment changes, read page by page. */
export const useDeploymentChanges = (deployment: Deployment, offset = 0) =>
  useOperation(
    'listDeploymentChanges',
    { path: { deploymentId: deployment.id }, query: { offset, limit } },
    { enabled: areChangesKnown(deployment) },
  );

/** What a deployment changes, resource by resource; what is lost by it stands out. Needs the queries' provider only. */
export function DeploymentChanges({ deployment }: { deployment: Deployment }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const [offset, setOffset] = useState(0);
  const changes = useDeploymentChanges(deployment, offset);
  if (!areChangesKnown(deployment)) {
    return <EmptyState title={t(unknownBecause(deployment))} />;
  }
  return (
    <Loaded query={changes}>
      {page => (
        <>
          <ChangeTable page={page} />
          <OffsetPages
            limit={limit}
            offset={offset}
            totalItems={page.totalItems}
            onChange={setOffset}
          />
        </>
      )}
    </Loaded>
  );
}

function unknownBecause({ state }: Deployment) {
  if (state === 'succeeded') {
    return 'deployment.changesNothing';
  }
  return isDeploymentOver(state)
    ? 'deployment.changesNeverKnown'
    : 'deployment.notKnownYet';
}

/** What is only added has no properties that change, and is nowhere yet. */
const isFilled = (id: string, changes: DeploymentChange[]) =>
  changes.some(
    ({ properties, physicalId }) =>
      (id !== 'properties' || properties.length > 0) &&
      (id !== 'physicalId' || physicalId),
  );

function ChangeTable({ page }: { page: DeploymentChangePage }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  if (page.totalItems === 0) {
    return <EmptyState title={t('deployment.changesNothing')} />;
  }
  return (
    <>
      <LossAlert changes={page.items} />
      <Table
        columnConfig={columns.filter(({ id }) => isFilled(id, page.items))}
        data={page.items.map(change => ({ ...change, id: change.resource }))}
        pagination={{ type: 'none' }}
      />
    </>
  );
}

/** Says what is removed and replaced; nothing when nothing is. */
export function LossAlert({ changes }: { changes: DeploymentChange[] }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const loss = describeLoss(changes);
  return loss ? (
    <Alert
      status="warning"
      icon
      title={loss}
      description={t('change.lossDetail')}
    />
  ) : null;
}
