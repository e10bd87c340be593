import { Cell, Column, type ColumnConfig, type TableItem } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './table.module.css';

type Shape<Element extends TableItem> = Omit<
  ColumnConfig<Element>,
  'cell' | 'header'
> & { value: (item: Element) => ReactNode };

/** Narrower, words are cut; a narrow table scrolls. */
const narrowest = (width: ColumnConfig<TableItem>['defaultWidth']) =>
  typeof width === 'number' ? width : 112;

/** A column of anything. */
export const column = <Element extends TableItem>({
  value,
  ...config
}: Shape<Element>): ColumnConfig<Element> => ({
  minWidth: narrowest(config.defaultWidth),
  ...config,
  cell: item => <Cell className={styles.cell}>{value(item)}</Cell>,
});

/** A column of numbers, right-aligned with tabular figures. */
export const numberColumn = <Element extends TableItem>({
  value,
  ...config
}: Shape<Element>): ColumnConfig<Element> => ({
  ...config,
  header: () => (
    <Column
      id={config.id}
      className={styles.numberHead}
      allowsSorting={config.isSortable}
      width={config.width}
      defaultWidth={config.defaultWidth}
      minWidth={config.minWidth}
      maxWidth={config.maxWidth}
    >
      {config.label}
    </Column>
  ),
  cell: item => <Cell className={styles.number}>{value(item)}</Cell>,
});

/** A title with a quieter line under it; `strong` in the column that names the row. */
export const TwoLines = (props: {
  title: ReactNode;
  detail?: ReactNode;
  strong?: boolean;
}) => (
  <div className={styles.twoLines}>
    <div className={styles.title} data-strong={props.strong}>
      {props.title}
    </div>
    {props.detail && <div className={styles.detail}>{props.detail}</div>}
  </div>
);
