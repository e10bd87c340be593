import type { RatedBill } from '@oaf/rating';
import { formatMoney, spellPeriod } from '../../shared/format';
import styles from './Estimate.module.css';

/** What a bill would come to, line by line, and how each amount comes about. */
export function EstimateLines(props: {
  caption: string;
  period: string;
  currency: string;
  bill: RatedBill;
}) {
  const { caption, period, currency, bill } = props;
  const money = (amount: string) => formatMoney({ currency, amount });
  return (
    <table className={styles.lines}>
      <tbody>
        {bill.lines.map(({ id, description, rule, amount }) => (
          <tr key={id}>
            <td>
              {spellPeriod(description, period)}
              <div className={styles.rule}>{rule}</div>
            </td>
            <td>{money(amount)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{caption}</th>
          <td>{money(bill.total)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
