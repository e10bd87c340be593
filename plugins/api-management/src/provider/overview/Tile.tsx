import { Card } from '@backstage/ui';
import styles from './Overview.module.css';

/** A number that leads to the list behind it. */
export function Tile(props: {
  label: string;
  value: string;
  detail: string;
  href: string;
  /** Somebody should act on it. */
  isDue?: boolean;
}) {
  const { label, value, detail, href, isDue = false } = props;
  return (
    <Card href={href} label={`${label}: ${value}, ${detail}`}>
      <div className={styles.tile} data-due={isDue}>
        <span className={styles.label}>{label}</span>
        <span className={styles.value}>{value}</span>
        <span className={styles.detail}>{detail}</span>
      </div>
    </Card>
  );
}
