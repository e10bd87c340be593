import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, CheckboxGroup } from '@backstage/ui';
import type { Invoice } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { apiManagementTranslationRef } from '../../translation';
import { useOperationMutation } from '../api';
import { ConfirmDialog } from '../components';
import { formatMoney } from '../format';

/** Asks which lines are given back, and why. */
export function CreditNoteDialog(props: {
  invoice: Invoice;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { invoice, onClose } = props;
  const { id, number, currency, lines = [] } = invoice;
  const [chosen, setChosen] = useState(lines.map(({ key }) => String(key)));
  const credit = useOperationMutation('createCreditNote');
  return (
    <ConfirmDialog
      isOpen
      isWide
      title={t('invoice.creditTitle', { number })}
      action={t('invoice.credit')}
      reason="required"
      blocked={chosen.length === 0 ? t('invoice.noLines') : undefined}
      onConfirm={reason =>
        credit.mutateAsync({
          path: { invoiceId: id },
          body: { reason: reason ?? '', lines: chosen.map(Number) },
        })
      }
      onClose={onClose}
    >
      <p>{t('invoice.creditAbout')}</p>
      <CheckboxGroup
        label={t('invoice.lines')}
        value={chosen}
        onChange={setChosen}
      >
        {lines.map(({ key, description, amount }) => (
          <Checkbox key={key} value={String(key)}>
            {`${description}: ${formatMoney({ currency, amount })}`}
          </Checkbox>
        ))}
      </CheckboxGroup>
    </ConfirmDialog>
  );
}
