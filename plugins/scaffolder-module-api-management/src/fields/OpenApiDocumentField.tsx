import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { TextAreaField } from '@backstage/ui';
import { apiManagementTranslationRef } from '@oaf/backstage-plugin-api-management';
import { documentOf, keepDocument } from './documents';

/** Asks for an OpenAPI document; its value is the document's hash. */
export default function OpenApiDocumentField({
  formData = '',
  onChange,
  required,
  schema: { title, description },
}: FieldExtensionComponentProps<string, {}>) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  return (
    <TextAreaField
      label={title ?? t('field.openApiDocument')}
      description={description}
      isRequired={required}
      rows={12}
      value={documentOf(formData) ?? ''}
      onChange={text => onChange(text ? keepDocument(text) : undefined)}
    />
  );
}
