import type {
  Limits,
  Money as MoneyModel,
  Price,
} from '@oaf/backstage-plugin-api-management-common';
import { Fragment } from 'react';
import {
  describeLimits,
  describePrice,
  formatCount,
  formatMoney,
} from '../format';
import styles from './text.module.css';

/** An amount with its currency. */
export const Money = (money: MoneyModel) => (
  <span className={styles.number}>{formatMoney(money)}</span>
);

/** A number with tabular figures. */
export const Count = ({ value }: { value: number }) => (
  <span className={styles.number}>{formatCount(value)}</span>
);

/** What a plan costs; a line may end between its components only. */
export const PriceText = ({ price }: { price?: Price }) => (
  <span>
    {describePrice(price)
      .split(/( \+ |, )/)
      .map((words, index) =>
        index % 2 === 1 ? (
          <Fragment key={index}>{words}</Fragment>
        ) : (
          <span key={index} className={styles.number}>
            {words}
          </span>
        ),
      )}
  </span>
);

/** What a plan allows. */
export const LimitsText = ({ limits }: { limits?: Limits }) => (
  <span>{describeLimits(limits)}</span>
);
