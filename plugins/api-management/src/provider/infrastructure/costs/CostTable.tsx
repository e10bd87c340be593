import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import {
  type CostEstimate,
  estimateCosts,
  estimatedMillions,
  type StackTemplate,
} from '@oaf/backstage-plugin-api-management-common';
import { formatMoney } from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import styles from './CostTable.module.css';

const money = (amount: number) =>
  formatMoney({
    currency: 'USD',
    amount: amount.toFixed(amount < 100 ? 2 : 0),
  });

/** What a stack is expected to cost a month with these values; nothing where no prices are known. */
export function CostTable(props: {
  template: Pick<StackTemplate, 'name' | 'parameters'>;
  /** Of its parameters, by name; those absent have their defaults. */
  values: Record<string, string>;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const estimate = estimateCosts(props.template, props.values);
  return estimate ? (
    <section aria-label={t('cost.title')} className={styles.costs}>
      <Text as="h3" variant="body-large" weight="bold">
        {t('cost.title')}
      </Text>
      <div className={styles.scroll}>
        <Lines estimate={estimate} />
      </div>
      <Text as="p" variant="body-small" color="secondary">
        {t('cost.basis', { asOf: estimate.asOf })}
      </Text>
    </section>
  ) : null;
}

function Lines({ estimate: { parts, totals } }: { estimate: CostEstimate }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('cost.part')}</th>
          {estimatedMillions.map(millions => (
            <th key={millions} scope="col" className={styles.number}>
              {t('cost.calls', { millions: String(millions) })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {parts.map(({ name, amounts }) => (
          <tr key={name}>
            <td>{t(`cost.parts.${name}`)}</td>
            <Amounts amounts={amounts} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('cost.total')}</th>
          <Amounts amounts={totals} />
        </tr>
      </tfoot>
    </table>
  );
}

function Amounts({ amounts }: { amounts: number[] }) {
  return (
    <>
      {amounts.map((amount, column) => (
        <td key={column} className={styles.number}>
          {money(amount)}
        </td>
      ))}
    </>
  );
}
