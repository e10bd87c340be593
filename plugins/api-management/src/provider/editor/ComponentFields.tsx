import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon } from '@backstage/ui';
import type { PriceChoiceField, PriceTextField } from '@oaf/rating';
import { RiDeleteBinLine } from '@remixicon/react';
import { FieldError } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import styles from './Editor.module.css';
import { type ComponentForm, kindOf } from './PriceForm';
import { ChoiceInput, TextInput } from './PriceInputs';
import { StepFields } from './StepFields';

type Props = {
  component: ComponentForm;
  /** From 1; a price may have several of a kind. */
  place: number;
  problemOf: (field: string) => string | undefined;
  onChange: (changed: ComponentForm) => void;
  onRemove: () => void;
};

/** One part of a price. */
export function ComponentFields(props: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { component, place, onRemove } = props;
  const { title, fields } = kindOf(component.type);
  return (
    <fieldset
      className={styles.component}
      aria-label={t('price.part', { place: String(place), title })}
    >
      <div className={styles.planHead}>
        {title}
        <ButtonIcon
          variant="tertiary"
          aria-label={t('price.remove', { title })}
          icon={<RiDeleteBinLine />}
          onPress={onRemove}
        />
      </div>
      <div className={styles.pair}>
        {fields.map(({ name, ...field }) =>
          field.kind === 'list' ? (
            <ListOf key={name} {...props} name={name} />
          ) : (
            <ValueField key={name} {...props} name={name} field={field} />
          ),
        )}
      </div>
      <p className={styles.note}>{t(`price.kind.${component.type}`)}</p>
    </fieldset>
  );
}

function ListOf({
  component,
  problemOf,
  onChange,
  name,
}: Props & { name: string }) {
  return (
    <div className={styles.wide}>
      <StepFields
        rows={component.rows[name]}
        problemOf={field => problemOf(`${name}.${field}`)}
        onChange={rows =>
          onChange({ ...component, rows: { ...component.rows, [name]: rows } })
        }
      />
      <FieldError problem={problemOf(name)} />
    </div>
  );
}

function ValueField(
  props: Props & { name: string; field: PriceTextField | PriceChoiceField },
) {
  const { component, problemOf, onChange, name, field } = props;
  const input = {
    label: field.label,
    problem: problemOf(name),
    value: component.values[name],
    onChange: (text: string) =>
      onChange({ ...component, values: { ...component.values, [name]: text } }),
  };
  return field.kind === 'choice' ? (
    <ChoiceInput {...input} options={field.options} />
  ) : (
    <TextInput {...input} kind={field.kind} isOptional={field.optional} />
  );
}
