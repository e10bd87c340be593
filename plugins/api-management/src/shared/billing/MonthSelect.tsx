import { Select } from '@backstage/ui';
import { useMemo } from 'react';
import { monthOptions } from '../format';
import styles from './MonthSelect.module.css';

/** Chooses the month whose bills are shown. */
export function MonthSelect(props: {
  period: string;
  onChange: (period: string) => void;
}) {
  const options = useMemo(monthOptions, []);
  return (
    <div className={styles.month}>
      <Select
        aria-label="Month"
        options={options}
        selectedKey={props.period}
        onSelectionChange={key => props.onChange(String(key))}
      />
    </div>
  );
}
