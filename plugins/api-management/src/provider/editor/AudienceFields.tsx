import { Radio, RadioGroup, Select } from '@backstage/ui';
import { FieldError, MenuFailures, PageSection, useGroups } from '../../shared';
import styles from './Editor.module.css';
import type { FieldsProps } from './FieldsProps';
import type { ProductForm } from './ProductForm';

/** Who may see the product and who decides on requests. */
export function AudienceFields({ form, errors, onChange }: FieldsProps) {
  const { groups, failure } = useGroups();
  return (
    <PageSection title="Audience and approval">
      <div className={styles.fields}>
        <div className={styles.pair}>
          <RadioGroup
            label="Who may see it"
            value={form.audienceType}
            onChange={type =>
              onChange({ audienceType: type as ProductForm['audienceType'] })
            }
          >
            <Radio value="everyone">Everyone who is signed in</Radio>
            <Radio value="groups">Only some groups</Radio>
          </RadioGroup>
          <RadioGroup
            label="Who approves a request"
            value={form.approval}
            onChange={approval =>
              onChange({ approval: approval as ProductForm['approval'] })
            }
          >
            <Radio value="manual">The owner, each time</Radio>
            <Radio value="automatic">Nobody: approved at once</Radio>
          </RadioGroup>
        </div>
        {form.audienceType === 'groups' && (
          <Select
            label="Groups"
            isRequired
            selectionMode="multiple"
            search={{ placeholder: 'Search groups' }}
            options={groups}
            value={form.audienceGroups}
            onChange={keys => onChange({ audienceGroups: keys.map(String) })}
            isInvalid={'audienceGroups' in errors}
          />
        )}
        {form.audienceType === 'groups' && (
          <MenuFailures menus={[{ label: 'Groups', failure }]} />
        )}
        <FieldError problem={errors.audienceGroups} />
        <FieldError problem={errors.approval} />
      </div>
    </PageSection>
  );
}
