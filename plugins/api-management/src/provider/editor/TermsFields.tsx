import { TextAreaField } from '@backstage/ui';
import { PageSection } from '../../shared';
import type { FieldsProps } from './FieldsProps';

/** What is accepted when subscribing. */
export const TermsFields = ({ form, onChange }: FieldsProps) => (
  <PageSection title="Terms">
    <TextAreaField
      label="Terms of use"
      description="Markdown. Whoever subscribes accepts them; leave empty when there are none."
      secondaryLabel="Optional"
      rows={4}
      maxLength={50_000}
      value={form.terms}
      onChange={terms => onChange({ terms })}
    />
  </PageSection>
);
