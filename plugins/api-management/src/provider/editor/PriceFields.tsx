import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Menu, MenuItem, MenuTrigger, TextField } from '@backstage/ui';
import type { PriceComponent } from '@oaf/backstage-plugin-api-management-common';
import { priceComponentKinds } from '@oaf/rating';
import { RiAddLine } from '@remixicon/react';
import { FieldError } from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { ComponentFields } from './ComponentFields';
import styles from './Editor.module.css';
import type { PlanFieldsProps } from './FieldsProps';
import { type ComponentForm, newComponent } from './PriceForm';

const mostComponents = 20;

/** What a plan costs, part by part; amounts stay decimal texts, so that nothing is rounded. */
export function PriceFields(props: PlanFieldsProps) {
  const { components } = props.plan;
  const change = (next: ComponentForm[]) =>
    props.onChange({ components: next });
  return (
    <div className={styles.price}>
      <div className={styles.pair}>
        <CurrencyField {...props} />
      </div>
      {components.map((component, index) => (
        <ComponentFields
          key={component.key}
          component={component}
          place={index + 1}
          problemOf={field => props.problemOf(`components.${index}.${field}`)}
          onChange={changed =>
            change(
              components.map(each => (each === component ? changed : each)),
            )
          }
          onRemove={() => change(components.filter(each => each !== component))}
        />
      ))}
      {components.length < mostComponents && (
        <AddComponent
          present={components}
          onAdd={type => change([...components, newComponent(type)])}
        />
      )}
    </div>
  );
}

/** The kinds that the price can have one more of. */
function AddComponent(props: {
  present: ComponentForm[];
  onAdd: (type: PriceComponent['type']) => void;
}) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { present, onAdd } = props;
  return (
    <div>
      <MenuTrigger>
        <Button variant="secondary" iconStart={<RiAddLine />}>
          {t('price.add')}
        </Button>
        <Menu
          aria-label={t('price.add')}
          onAction={key => onAdd(key as PriceComponent['type'])}
        >
          {priceComponentKinds.map(({ type, title, once }) => (
            <MenuItem
              key={type}
              id={type}
              isDisabled={once && present.some(each => each.type === type)}
            >
              {title}
            </MenuItem>
          ))}
        </Menu>
      </MenuTrigger>
    </div>
  );
}

function CurrencyField({ plan, problemOf, onChange }: PlanFieldsProps) {
  return (
    <div>
      <TextField
        label="Currency"
        value={plan.currency}
        onChange={typed => onChange({ currency: typed.toUpperCase() })}
        isInvalid={Boolean(problemOf('currency'))}
      />
      <FieldError problem={problemOf('currency')} />
    </div>
  );
}
