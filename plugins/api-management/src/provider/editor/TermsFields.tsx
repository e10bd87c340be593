import { TextAreaField } from '@backstage/ui';
import { FieldError, PageSection } from '../../shared';
import type { FieldsProps } from './FieldsProps';

/** What is accepted when subscribing. */
export const TermsFields = ({ form, errors, onChange }: FieldsProps) => (
  <PageSection title="Terms">
    <TextAreaField
      label="Terms of use"
      description="Markdown. Whoever subscribes accepts them; leave empty when there are none."
      secondaryLabel="Optional"
      rows={4}
      maxLength={50_000}
      value={form.terms}
      onChange={terms => onChange({ terms })}
      isInvalid={'terms' in errors}
    />
    <FieldError problem={errors.terms} />
  </PageSection>
);
