import { Select, TextAreaField, TextField } from '@backstage/ui';
import {
  FieldError,
  menuFailureOf,
  MenuFailures,
  PageSection,
  useOwnGroups,
} from '../../shared';
import styles from './Editor.module.css';
import type { FieldsProps } from './FieldsProps';

/** What the product is called and whose it is. */
export function DetailsFields({ form, errors, onChange }: FieldsProps) {
  const groups = useOwnGroups(form.owner);
  return (
    <PageSection title="Details">
      <div className={styles.fields}>
        <TextField
          label="Title"
          isRequired
          maxLength={120}
          value={form.title}
          onChange={title => onChange({ title })}
          isInvalid={'title' in errors}
        />
        <FieldError problem={errors.title} />
        <TextField
          label="Summary"
          description="One line in the list of products."
          isRequired
          maxLength={300}
          value={form.summary}
          onChange={summary => onChange({ summary })}
          isInvalid={'summary' in errors}
        />
        <FieldError problem={errors.summary} />
        <div className={styles.pair}>
          <div>
            <Select
              label="Owner"
              description="Decides on requests and sees the usage."
              isRequired
              options={groups.data}
              selectedKey={form.owner || null}
              onSelectionChange={key => onChange({ owner: String(key ?? '') })}
              isInvalid={'owner' in errors}
            />
            <MenuFailures
              menus={[{ label: 'Owner', failure: menuFailureOf(groups) }]}
            />
            <FieldError problem={errors.owner} />
          </div>
          <div>
            <TextField
              label="Tags"
              description="Separated by commas."
              secondaryLabel="Optional"
              value={form.tags}
              onChange={tags => onChange({ tags })}
              isInvalid={'tags' in errors}
            />
            <FieldError problem={errors.tags} />
          </div>
        </div>
        <TextAreaField
          label="Guide"
          description="Markdown: what the product does and how to start."
          secondaryLabel="Optional"
          rows={6}
          maxLength={50_000}
          value={form.description}
          onChange={description => onChange({ description })}
          isInvalid={'description' in errors}
        />
        <FieldError problem={errors.description} />
      </div>
    </PageSection>
  );
}
