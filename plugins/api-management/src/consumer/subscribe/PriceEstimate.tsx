import { Slider, Text, TextField } from '@backstage/ui';
import type { Price } from '@oaf/backstage-plugin-api-management-common';
import { calendarMonthOf, estimate } from '@oaf/rating';
import { useState } from 'react';
import {
  formatCount,
  formatMoney,
  numberProblem,
  spellPeriod,
} from '../../shared/format';
import { FieldError } from '../../shared/problems';
import styles from './Subscribe.module.css';

/** Positions of the slider: its steps grow with the number of calls. */
const positions = [
  0, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000,
  5_000_000, 10_000_000,
];

const range = { min: 0, max: 1_000_000_000, isWhole: true };

/** What a month would cost for a number of calls that the reader chooses. */
export function PriceEstimate({ price }: { price: Price }) {
  const [typed, setTyped] = useState('10000');
  const problem = numberProblem(typed, range);
  return (
    <section className={styles.estimate} aria-label="Price preview">
      <CallsInput typed={typed} problem={problem} onChange={setTyped} />
      {!problem && <Estimate price={price} calls={Number(typed)} />}
      <Text variant="body-small" color="secondary">
        Calls that the gateway refuses and calls that fail (5xx) are free. The
        bill is calculated in the same way.
      </Text>
    </section>
  );
}

function Estimate({ price, calls }: { price: Price; calls: number }) {
  const period = calendarMonthOf(Date.now());
  const { lines, total } = estimate({
    price,
    period,
    usage: { billableCalls: calls },
  });
  const money = (amount: string) =>
    formatMoney({ currency: price.currency, amount });
  return (
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
  );
}

function CallsInput(props: {
  typed: string;
  problem: string | undefined;
  onChange: (typed: string) => void;
}) {
  const { typed, problem, onChange } = props;
  return (
    <div className={styles.calls}>
      <Slider
        aria-label="Calls per month, roughly"
        minValue={0}
        maxValue={positions.length - 1}
        value={problem ? 0 : nearestPosition(Number(typed))}
        onChange={position => onChange(String(positions[position as number]))}
      />
      <div>
        <TextField
          label="Calls per month"
          inputMode="numeric"
          value={typed}
          onChange={onChange}
          isInvalid={Boolean(problem)}
        />
        <FieldError problem={problem} />
      </div>
    </div>
  );
}

function nearestPosition(calls: number) {
  const above = positions.findIndex(position => position >= calls);
  return above === -1 ? positions.length - 1 : above;
}
