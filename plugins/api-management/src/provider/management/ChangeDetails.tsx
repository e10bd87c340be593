import { VisuallyHidden } from '@backstage/ui';
import type {
  DefinitionChange,
  DefinitionChangeDetail,
} from '@oaf/backstage-plugin-api-management-common';
import { formatCount } from '../../shared';
import styles from './Management.module.css';

/** What one change consists of, the breaking parts first. */
export function ChangeDetails({ change }: { change: DefinitionChange }) {
  const { details, breakingCount, nonBreakingCount, note } = change;
  const breaking = details.filter(detail => detail.breaking);
  const cut = breakingCount + nonBreakingCount - details.length;
  return (
    <>
      {note && <p className={styles.note}>{note}</p>}
      <Details title="Breaking" details={breaking} />
      <Details
        title="Not breaking"
        details={details.filter(detail => !detail.breaking)}
      />
      {cut > 0 && (
        <p className={styles.note}>{`and ${formatCount(cut)} more`}</p>
      )}
    </>
  );
}

function Details(props: { title: string; details: DefinitionChangeDetail[] }) {
  const { title, details } = props;
  if (details.length === 0) {
    return null;
  }
  return (
    <ul className={styles.details} aria-label={title}>
      {details.map(({ path, description, breaking }) => (
        <li key={`${path} ${description}`} data-breaking={breaking}>
          <VisuallyHidden>{`${title}: `}</VisuallyHidden>
          <code className={styles.code}>{path}</code>
          <span>{description}</span>
        </li>
      ))}
    </ul>
  );
}
