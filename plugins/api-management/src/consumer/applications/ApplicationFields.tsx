import { Select, TextAreaField, TextField } from '@backstage/ui';
import type { ApplicationInput } from '@oaf/backstage-plugin-api-management-common';
import { useEffect } from 'react';
import { useOwnerChoices } from './useOwnerChoices';

/** The answers that describe an application; without `description` it is not asked for. */
export function ApplicationFields(props: {
  value: ApplicationInput;
  onChange: (patch: Partial<ApplicationInput>) => void;
  withDescription?: boolean;
}) {
  const { value, onChange, withDescription } = props;
  return (
    <>
      <TextField
        label="Title"
        placeholder="Customer portal"
        isRequired
        maxLength={120}
        value={value.title}
        onChange={title => onChange({ title })}
      />
      {withDescription && (
        <TextAreaField
          label="Description"
          maxLength={1000}
          value={value.description ?? ''}
          onChange={description => onChange({ description })}
        />
      )}
      <OwnerSelect
        value={value.owner}
        onChange={owner => onChange({ owner })}
      />
    </>
  );
}

function OwnerSelect(props: {
  value: string;
  onChange: (owner: string) => void;
}) {
  const { value, onChange } = props;
  const choices = useOwnerChoices();
  const first = choices[0]?.entityRef;
  useEffect(() => {
    if (!value && first) {
      onChange(first);
    }
  });
  const known = choices.some(({ entityRef }) => entityRef === value);
  return (
    <Select
      label="Owner"
      description="Everyone in the owning group may use the application and its credentials."
      isRequired
      value={value || null}
      onChange={key => onChange(String(key))}
      options={[
        ...choices.map(({ entityRef, title }) => ({
          id: entityRef,
          label: title,
        })),
        ...(value && !known ? [{ id: value, label: value }] : []),
      ]}
    />
  );
}
