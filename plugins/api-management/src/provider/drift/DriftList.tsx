import type { DriftFinding } from '@oaf/backstage-plugin-api-management-common';
import styles from './Drift.module.css';
import { DriftEntry } from './DriftEntry';

/** Findings one below the other. */
export const DriftList = ({ items }: { items: DriftFinding[] }) => (
  <ul className={styles.list}>
    {items.map(finding => (
      <li key={finding.id}>
        <DriftEntry finding={finding} />
      </li>
    ))}
  </ul>
);
