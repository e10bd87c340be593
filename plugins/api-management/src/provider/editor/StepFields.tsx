import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, ButtonIcon } from '@backstage/ui';
import { RiAddLine, RiDeleteBinLine } from '@remixicon/react';
import { formatDecimal } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Editor.module.css';
import { newRow, type RowForm } from './PriceForm';
import { TextInput } from './PriceInputs';

const mostSteps = 20;

type Props = {
  rows: RowForm[];
  problemOf: (field: string) => string | undefined;
  onChange: (rows: RowForm[]) => void;
};

/** Steps of calls; each begins where the one before ends, and the last one has no end. */
export function StepFields({ rows, problemOf, onChange }: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <div className={styles.steps}>
      {rows.map((row, index) => (
        <StepRow
          key={row.key}
          row={row}
          from={firstCall(rows[index - 1])}
          isLast={index === rows.length - 1}
          problemOf={field => problemOf(`${index}.${field}`)}
          onChange={changed =>
            onChange(rows.map(each => (each === row ? changed : each)))
          }
          onRemove={
            rows.length > 1
              ? () => onChange(rows.filter(each => each !== row))
              : undefined
          }
        />
      ))}
      {rows.length < mostSteps && (
        <div>
          <Button
            variant="tertiary"
            iconStart={<RiAddLine />}
            onPress={() => onChange([...rows, newRow()])}
          >
            {t('price.addStep')}
          </Button>
        </div>
      )}
    </div>
  );
}

function StepRow(props: {
  row: RowForm;
  from: string;
  isLast: boolean;
  problemOf: (field: string) => string | undefined;
  onChange: (row: RowForm) => void;
  onRemove?: () => void;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { row, from, isLast, problemOf, onChange, onRemove } = props;
  const input = (name: string) => ({
    value: row.values[name] ?? '',
    problem: problemOf(name),
    onChange: (text: string) =>
      onChange({ ...row, values: { ...row.values, [name]: text } }),
  });
  const words = t(isLast ? 'price.lastStep' : 'price.step', { from });
  return (
    <div role="group" aria-label={words} className={styles.step}>
      <span className={styles.stepHead}>
        {words}
        {onRemove && (
          <ButtonIcon
            variant="tertiary"
            size="small"
            aria-label={t('price.removeStep', { from })}
            icon={<RiDeleteBinLine />}
            onPress={onRemove}
          />
        )}
      </span>
      <div className={styles.pair}>
        {!isLast && (
          <TextInput {...input('upTo')} kind="count" label={t('price.upTo')} />
        )}
        <TextInput
          {...input('amount')}
          kind="amount"
          label={t('price.perCall')}
        />
        <TextInput
          {...input('fee')}
          kind="amount"
          label={t('price.stepFee')}
          isOptional
        />
      </div>
    </div>
  );
}

/** The call with which the step after another begins; dots while its end is no number. */
function firstCall(before: RowForm | undefined): string {
  const end = before ? (before.values.upTo ?? '').trim() : '0';
  return /^\d{1,15}$/.test(end) ? formatDecimal(String(Number(end) + 1)) : '…';
}
