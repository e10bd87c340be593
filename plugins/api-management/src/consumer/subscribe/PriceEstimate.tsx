import { NumberField, Slider, Text } from '@backstage/ui';
import type { Price } from '@oaf/backstage-plugin-api-management-common';
import { calendarMonthOf, estimate } from '@oaf/rating';
import { useState } from 'react';
import { formatCount, formatMoney, spellPeriod } from '../../shared/format';
import styles from './Subscribe.module.css';

/** Positions of the slider: its steps grow with the number of calls. */
const positions = [
  0, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000,
  5_000_000, 10_000_000,
];

/** What a month would cost for a number of calls that the reader chooses. */
export function PriceEstimate({ price }: { price: Price }) {
  const [calls, setCalls] = useState(10_000);
  const period = calendarMonthOf(Date.now());
  const { lines, total } = estimate({
    price,
    period,
    usage: { billableCalls: calls },
  });
  const money = (amount: string) =>
    formatMoney({ currency: price.currency, amount });
  return (
    <section className={styles.estimate} aria-label="Price preview">
      <CallsInput calls={calls} onChange={setCalls} />
      <table className={styles.lines}>
        <tbody>
          {lines.map(line => (
            <tr key={`${line.type} ${line.description}`}>
              <td>{spellPeriod(line.description, period)}</td>
              <td>{`${formatCount(Number(line.quantity))} × ${price.currency} ${
                line.unitAmount
              }`}</td>
              <td>{money(line.amount)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              Estimate per month
            </th>
            <td>{money(total)}</td>
          </tr>
        </tfoot>
      </table>
      <Text variant="body-small" color="secondary">
        Calls that the gateway refuses and calls that fail (5xx) are free. The
        bill is calculated in the same way.
      </Text>
    </section>
  );
}

function CallsInput(props: {
  calls: number;
  onChange: (calls: number) => void;
}) {
  const { calls, onChange } = props;
  return (
    <div className={styles.calls}>
      <Slider
        aria-label="Calls per month, roughly"
        minValue={0}
        maxValue={positions.length - 1}
        value={nearestPosition(calls)}
        onChange={position => onChange(positions[position as number])}
      />
      <NumberField
        label="Calls per month"
        minValue={0}
        maxValue={1_000_000_000}
        value={calls}
        onChange={value =>
          onChange(Number.isNaN(value) ? 0 : Math.round(value))
        }
      />
    </div>
  );
}

function nearestPosition(calls: number) {
  const above = positions.findIndex(position => position >= calls);
  return above === -1 ? positions.length - 1 : above;
}
