import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { PasswordField, Select, TextField } from '@backstage/ui';
import type { StackParameter } from '@oaf/backstage-plugin-api-management-common';
import { FieldError, toSentence } from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import { HostedZoneSelect } from './HostedZoneSelect';

type Props = {
  parameter: StackParameter;
  /** An empty field leaves the value that the stack has. */
  isKept: boolean;
  value: string;
  problem: string | undefined;
  /** Account that is deployed into; what is in it can be chosen. */
  accountLinkId?: string;
  onChange: (value: string) => void;
};

/** Templates have it as a text, because CloudFormation's own type of it cannot be left empty. */
const HOSTED_ZONE = 'HostedZoneId';

const isList = (type: string) =>
  type === 'CommaDelimitedList' || type.includes('List<');

/** A field for a parameter, as its template describes it. */
export function ParameterField(props: Props) {
  const { parameter, problem, isKept } = props;
  const field = {
    label: parameter.label ?? parameter.name,
    description: useDescription(parameter, isKept),
    isRequired: parameter.default === undefined && !isKept,
    isInvalid: problem !== undefined,
  };
  return (
    <div>
      <FittingField {...props} {...field} />
      <FieldError problem={problem} />
    </div>
  );
}

type Field = {
  label: string;
  description: string;
  isRequired: boolean;
  isInvalid: boolean;
};

function FittingField(props: Props & Field) {
  const { parameter, accountLinkId, description } = props;
  const { name, allowedValues, secret } = parameter;
  if (allowedValues && !secret) {
    return <ChosenField {...props} values={allowedValues} />;
  }
  if (name === HOSTED_ZONE && accountLinkId) {
    const { label, isRequired, isInvalid, value, onChange } = props;
    return (
      <HostedZoneSelect
        {...{ label, description, isRequired, isInvalid, value, onChange }}
        accountLinkId={accountLinkId}
        otherwise={hint => (
          <TypedField {...props} description={`${description} ${hint}`} />
        )}
      />
    );
  }
  return <TypedField {...props} />;
}

function ChosenField(props: Props & Field & { values: string[] }) {
  const { label, description, isRequired, isInvalid } = props;
  return (
    <Select
      label={label}
      description={description}
      isRequired={isRequired}
      isInvalid={isInvalid}
      options={props.values.map(id => ({ id, label: id }))}
      selectedKey={props.value || null}
      onSelectionChange={key => props.onChange(String(key ?? ''))}
    />
  );
}

function TypedField(props: Props & Field) {
  const { label, description, isRequired, isInvalid, value, onChange } = props;
  const { secret, type, maxLength = 4096 } = props.parameter;
  const field = {
    label,
    description,
    isRequired,
    isInvalid,
    maxLength,
    value,
    onChange,
  };
  return secret ? (
    <PasswordField {...field} autoComplete="new-password" />
  ) : (
    <TextField
      {...field}
      autoComplete="off"
      inputMode={type === 'Number' ? 'decimal' : undefined}
    />
  );
}

/** What the template says of it, and what else is to be known. */
function useDescription(parameter: StackParameter, isKept: boolean) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { description, constraintDescription, secret, type } = parameter;
  return [
    description,
    constraintDescription,
    isList(type) && t('infrastructure.list'),
    secret && t('infrastructure.secretNever'),
    secret && isKept && t('infrastructure.secretKept'),
  ]
    .filter(text => typeof text === 'string')
    .map(toSentence)
    .join(' ');
}
