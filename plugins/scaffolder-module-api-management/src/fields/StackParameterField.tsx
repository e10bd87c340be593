import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { Box, Text } from '@backstage/ui';
import { ParameterField } from '@oaf/backstage-plugin-api-management/fields';
import type { StackParameter } from '@oaf/backstage-plugin-api-management-common';
import { accountOf } from './formValues';

export type StackParameterOptions = {
  /** As the driver tells it. */
  parameter: StackParameter;
  /** Of the group of parameters that begins with this one. */
  heading?: string;
};

/** Asks for a parameter of a stack, as its template describes it. */
export default function StackParameterField({
  formData = '',
  formContext,
  onChange,
  uiSchema,
}: FieldExtensionComponentProps<string, StackParameterOptions>) {
  const { parameter, heading } = uiSchema[
    'ui:options'
  ] as StackParameterOptions;
  return (
    <>
      {heading && (
        <Box mb="2">
          <Text as="h3" variant="body-large" weight="bold">
            {heading}
          </Text>
        </Box>
      )}
      <ParameterField
        parameter={parameter}
        accountLinkId={accountOf(formContext)}
        isKept={false}
        value={formData}
        problem={undefined}
        // What must be given is missing when it is empty, which the form says by itself.
        onChange={value =>
          onChange(
            value === '' && parameter.default === undefined ? undefined : value,
          )
        }
      />
    </>
  );
}
