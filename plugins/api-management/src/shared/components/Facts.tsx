import type { ReactNode } from 'react';
import styles from './Facts.module.css';

/** A label and what it says about the thing; undefined values are left out. */
export type Fact = [label: string, value: ReactNode];

/** Facts about one thing, label beside value. */
export const Facts = ({ facts }: { facts: Fact[] }) => (
  <dl className={styles.facts}>
    {facts
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([label, value]) => (
        <div key={label} className={styles.fact}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);
