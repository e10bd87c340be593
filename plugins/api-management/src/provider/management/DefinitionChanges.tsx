import {
  Accordion,
  AccordionGroup,
  AccordionPanel,
  AccordionTrigger,
} from '@backstage/ui';
import type { DefinitionChange } from '@oaf/backstage-plugin-api-management-common';
import {
  Chip,
  EmptyState,
  ErrorState,
  formatCount,
  formatExact,
  formatRelative,
  LoadingLines,
  PageSection,
  TablePages,
  useServerTable,
} from '../../shared';
import { ChangeDetails } from './ChangeDetails';
import styles from './Management.module.css';

/** How an API's definition changed from import to import, newest first. */
export function DefinitionChanges({ gatewayApiId }: { gatewayApiId: string }) {
  const list = useServerTable('listDefinitionChanges', {
    prefix: 'changes.',
    path: { gatewayApiId },
  });
  const { error, refetch } = list.query;
  const changes = list.table.data;
  return (
    <PageSection
      title="Changes of the definition"
      description="What each import found different, and whether it breaks those who call the API."
    >
      {error && !changes && <ErrorState error={error} onRetry={refetch} />}
      {!error && !changes && <LoadingLines />}
      {changes?.length === 0 && (
        <EmptyState
          title="No change since the first import"
          description="A change of the definition is compared with the one before and shown here."
        />
      )}
      {changes && changes.length > 0 && (
        <AccordionGroup
          allowsMultiple
          defaultExpandedKeys={changes
            .filter(({ breakingCount }) => breakingCount > 0)
            .map(({ id }) => id)}
        >
          {changes.map(change => (
            <Change key={change.id} change={change} />
          ))}
        </AccordionGroup>
      )}
      <TablePages list={list} />
    </PageSection>
  );
}

function Change({ change }: { change: DefinitionChange }) {
  const { changedAt, breakingCount, nonBreakingCount } = change;
  return (
    <Accordion id={change.id}>
      <AccordionTrigger>
        <span className={styles.change}>
          <span title={formatExact(changedAt)}>
            {formatRelative(changedAt)}
          </span>
          <span className={styles.versions}>{describeVersions(change)}</span>
          {breakingCount > 0 && (
            <Chip tone="negative">{`${formatCount(
              breakingCount,
            )} breaking`}</Chip>
          )}
          {nonBreakingCount > 0 && (
            <Chip tone="neutral">{`${formatCount(
              nonBreakingCount,
            )} not breaking`}</Chip>
          )}
        </span>
      </AccordionTrigger>
      <AccordionPanel>
        <ChangeDetails change={change} />
      </AccordionPanel>
    </Accordion>
  );
}

/** `1.4.0 → 2.0.0` where the version changed, too. */
function describeVersions({ fromVersion, toVersion }: DefinitionChange) {
  return fromVersion === toVersion
    ? toVersion
    : [fromVersion, toVersion].filter(Boolean).join(' → ');
}
