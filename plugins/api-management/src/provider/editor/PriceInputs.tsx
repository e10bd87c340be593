import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, TextField } from '@backstage/ui';
import type { PriceChoiceField, PriceTextField } from '@oaf/rating';
import { FieldError } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';

type InputProps = {
  label: string;
  problem: string | undefined;
  value: string;
  onChange: (text: string) => void;
};

const inputModes = {
  amount: 'decimal',
  percent: 'decimal',
  count: 'numeric',
  text: 'text',
} as const;

/** Numbers are texts of digits; `inputMode` brings the keyboard for them. */
export function TextInput(
  props: InputProps & { kind: PriceTextField['kind']; isOptional?: boolean },
) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { label, problem, value, onChange, kind, isOptional } = props;
  return (
    <div>
      <TextField
        label={label}
        secondaryLabel={isOptional ? t('price.optional') : undefined}
        placeholder={kind === 'text' ? undefined : '0'}
        inputMode={inputModes[kind]}
        value={value}
        onChange={onChange}
        isInvalid={Boolean(problem)}
      />
      <FieldError problem={problem} />
    </div>
  );
}

/** The first option holds where nothing is chosen. */
export function ChoiceInput(
  props: InputProps & { options: PriceChoiceField['options'] },
) {
  const { label, problem, value, onChange } = props;
  const options = Object.entries(props.options).map(([id, words]) => ({
    id,
    label: words,
  }));
  return (
    <div>
      <Select
        label={label}
        options={options}
        selectedKey={value || options[0].id}
        onSelectionChange={key => onChange(String(key))}
        isInvalid={Boolean(problem)}
      />
      <FieldError problem={problem} />
    </div>
  );
}
