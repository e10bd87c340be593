import { Alert } from '@backstage/ui';
import type { Bill } from '@oaf/backstage-plugin-api-management-common';
import { countOf, formatDecimal, formatMoney, spellPeriod } from '../format';
import styles from './BillLines.module.css';
import { CopyButton } from '../components';

/** The lines of one bill, each with the query that produced its quantity. */
export function BillLines({ bill }: { bill: Bill }) {
  const money = (amount: string) =>
    formatMoney({ currency: bill.currency, amount });
  if (bill.problem) {
    return (
      <Alert
        status="warning"
        icon
        title="Not billed yet"
        description={bill.problem}
      />
    );
  }
  return (
    <>
      <BillNotice bill={bill} />
      <table className={styles.lines}>
        <thead>
          <tr>
            <th scope="col">Line</th>
            <th scope="col" className={styles.number}>
              Quantity
            </th>
            <th scope="col" className={styles.number}>
              Unit amount
            </th>
            <th scope="col" className={styles.number}>
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {bill.lines.map((line, index) => (
            <tr key={index}>
              <td>
                {spellPeriod(line.description, bill.period)}
                {line.query && <BillQuery query={line.query} />}
              </td>
              <td className={styles.number}>{formatDecimal(line.quantity)}</td>
              <td className={styles.number}>{money(line.unitAmount)}</td>
              <td className={styles.number}>{money(line.amount)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={3}>
              Total
            </th>
            <td className={styles.number}>{money(bill.total)}</td>
          </tr>
        </tfoot>
      </table>
    </>
  );
}

/** What the amounts alone would not tell. */
function BillNotice({ bill: { state, lateCalls = 0 } }: { bill: Bill }) {
  if (state === 'closing') {
    return (
      <p className={styles.notice}>
        The month is over, and calls in it may still be counted.
      </p>
    );
  }
  return lateCalls > 0 ? (
    <p className={styles.notice}>
      {countOf(lateCalls, 'billable call')} arrived after this bill was closed,
      and {lateCalls === 1 ? 'is' : 'are'} not in it.
    </p>
  ) : null;
}

function BillQuery({ query }: { query: string }) {
  return (
    <details className={styles.query}>
      <summary>How this was counted</summary>
      <div>
        <pre>{query}</pre>
        <CopyButton text={query} label="Copy the query" />
      </div>
    </details>
  );
}
