import { Select, TextAreaField, TextField } from '@backstage/ui';
import type { ApplicationInput } from '@oaf/backstage-plugin-api-management-common';
import { useEffect } from 'react';
import {
  FieldError,
  type FieldProblems,
  fieldsNamed,
} from '../../shared/problems';
import { menuFailureOf, MenuFailures } from '../../shared/table';
import { useOwnerChoices } from './useOwnerChoices';

/** The parts of an application that have a field here. */
export const applicationField = fieldsNamed('title', 'description', 'owner');

/** The answers that describe an application; without `description` it is not asked for. */
export function ApplicationFields(props: {
  value: ApplicationInput;
  onChange: (patch: Partial<ApplicationInput>) => void;
  withDescription?: boolean;
  /** What the backend has against them. */
  problems: FieldProblems;
}) {
  const { value, onChange, withDescription, problems } = props;
  return (
    <>
      <TextField
        label="Title"
        placeholder="Customer portal"
        isRequired
        maxLength={120}
        value={value.title}
        onChange={title => onChange({ title })}
        isInvalid={'title' in problems}
      />
      <FieldError problem={problems.title} />
      {withDescription && (
        <TextAreaField
          label="Description"
          maxLength={1000}
          value={value.description ?? ''}
          onChange={description => onChange({ description })}
          isInvalid={'description' in problems}
        />
      )}
      <FieldError problem={problems.description} />
      <OwnerSelect
        value={value.owner}
        onChange={owner => onChange({ owner })}
        isInvalid={'owner' in problems}
      />
      <FieldError problem={problems.owner} />
    </>
  );
}

function OwnerSelect(props: {
  value: string;
  onChange: (owner: string) => void;
  isInvalid: boolean;
}) {
  const { value, onChange, isInvalid } = props;
  const query = useOwnerChoices();
  const choices = query.data ?? [];
  const first = choices[0]?.entityRef;
  useEffect(() => {
    if (!value && first) {
      onChange(first);
    }
  });
  const known = choices.some(({ entityRef }) => entityRef === value);
  return (
    <>
      <Select
        label="Owner"
        description="Everyone in the owning group may use the application and its credentials."
        isRequired
        isInvalid={isInvalid}
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
      <MenuFailures
        menus={[{ label: 'Owner', failure: menuFailureOf(query) }]}
      />
    </>
  );
}
