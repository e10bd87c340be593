import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Slider, Text, TextField } from '@backstage/ui';
import type { Price } from '@oaf/backstage-plugin-api-management-common';
import { calendarMonthOf, estimate } from '@oaf/rating';
import { useState } from 'react';
import { formatPeriod, numberProblem } from '../../shared/format';
import { FieldError } from '../../shared/problems';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Estimate.module.css';
import { EstimateLines } from './EstimateLines';
import type { PartBill } from './partMonths';

/** Positions of the slider: its steps grow with the number of calls. */
const positions = [
  0, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 500_000, 1_000_000,
  5_000_000, 10_000_000,
];

const range = { min: 0, max: 1_000_000_000, isWhole: true };

type Props = {
  price: Price;
  /** The bills of the running month, when it begins now, for so many calls in a whole month. */
  toBegin: (callsPerMonth: number) => PartBill[];
};

/** What a month would cost for a number of calls that the reader chooses, and the month in which it begins. */
export function PriceEstimate({ price, toBegin }: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const [typed, setTyped] = useState('10000');
  const problem = numberProblem(typed, range);
  return (
    <section className={styles.estimate} aria-label={t('estimate.title')}>
      <CallsInput typed={typed} problem={problem} onChange={setTyped} />
      {!problem && (
        <>
          <WholeMonth price={price} calls={Number(typed)} />
          <FirstMonth bills={toBegin(Number(typed))} />
        </>
      )}
      <Text variant="body-small" color="secondary">
        {t('estimate.basis')}
      </Text>
    </section>
  );
}

function WholeMonth({ price, calls }: { price: Price; calls: number }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const period = calendarMonthOf(Date.now());
  const usage = { billableCalls: calls };
  return (
    <EstimateLines
      caption={t('estimate.wholeMonth')}
      period={period}
      currency={price.currency}
      bill={estimate({ price, period, usage })}
    />
  );
}

/** Mostly another amount: a part of a month, a fee that is due once, two plans. */
function FirstMonth({ bills }: { bills: PartBill[] }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const period = calendarMonthOf(Date.now());
  const month = formatPeriod(period);
  return (
    <details className={styles.first}>
      <summary>{t('estimate.firstMonth', { month })}</summary>
      {bills.map(({ title, currency, bill }) => (
        <EstimateLines
          key={title}
          caption={t('estimate.firstBill', { title, month })}
          period={period}
          currency={currency}
          bill={bill}
        />
      ))}
      <Text variant="body-small" color="secondary">
        {t('estimate.firstMonthBasis')}
      </Text>
    </details>
  );
}

function CallsInput(props: {
  typed: string;
  problem: string | undefined;
  onChange: (typed: string) => void;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { typed, problem, onChange } = props;
  return (
    <div className={styles.calls}>
      <Slider
        aria-label={t('estimate.roughly')}
        minValue={0}
        maxValue={positions.length - 1}
        value={problem ? 0 : nearestPosition(Number(typed))}
        onChange={position => onChange(String(positions[position as number]))}
      />
      <div>
        <TextField
          label={t('estimate.calls')}
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
