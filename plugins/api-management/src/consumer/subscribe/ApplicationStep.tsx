import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { Radio, RadioGroup, Text } from '@backstage/ui';
import type { ApiProduct } from '@oaf/backstage-plugin-api-management-common';
import { ErrorState, Loaded } from '../../shared/components';
import { FieldError, type FieldProblems } from '../../shared/problems';
import { ListSearch, OffsetPages } from '../../shared/table';
import { apiManagementTranslationRef } from '../../translation';
import { ApplicationFields } from '../applications/ApplicationFields';
import { NEW_APPLICATION, type SubscribeForm } from './SubscribeForm';
import styles from './Subscribe.module.css';
import {
  type ApplicationChoice,
  useApplicationChoices,
} from './useApplicationChoices';

type Props = {
  product: ApiProduct;
  form: SubscribeForm;
  onChange: (patch: Partial<SubscribeForm>) => void;
  problems: FieldProblems;
};

export function ApplicationStep({ product, form, onChange, problems }: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const list = useApplicationChoices(product, form.applicationId);
  return (
    <>
      {list.isLong && (
        <ListSearch
          label={t('subscribe.searchApplications')}
          value={list.search ?? ''}
          onChange={search => list.show({ search })}
        />
      )}
      <Loaded query={list.applications}>
        {() =>
          // Only who knows which applications hold the product already can offer the others.
          list.held.error ? (
            <ErrorState error={list.held.error} onRetry={list.held.refetch} />
          ) : (
            <ApplicationRadios
              choices={list.choices}
              value={form.applicationId}
              onChange={applicationId => onChange({ applicationId })}
            />
          )
        }
      </Loaded>
      <OffsetPages {...list.page} onChange={offset => list.show({ offset })} />
      <FieldError problem={problems.applicationId} />
      {form.applicationId === NEW_APPLICATION && (
        <div className={styles.nested}>
          <ApplicationFields
            value={form.newApplication}
            problems={problems}
            onChange={newApplication =>
              onChange({
                newApplication: { ...form.newApplication, ...newApplication },
              })
            }
          />
        </div>
      )}
    </>
  );
}

function ApplicationRadios(props: {
  choices: ApplicationChoice[];
  value: string;
  onChange: (applicationId: string) => void;
}) {
  const { choices, value, onChange } = props;
  return (
    <RadioGroup
      label="Which application will call the API?"
      description="An application is the program that calls. It can hold many subscriptions."
      // Null, not an empty text: otherwise the keyboard reaches no radio.
      value={value || null}
      onChange={onChange}
    >
      {choices.map(choice => (
        <ApplicationRadio key={choice.application.id} {...choice} />
      ))}
      <Radio value={NEW_APPLICATION}>New application</Radio>
    </RadioGroup>
  );
}

function ApplicationRadio({ application, isOpen, reason }: ApplicationChoice) {
  return (
    <Radio value={application.id} isDisabled={!isOpen}>
      <span className={styles.choice}>
        {application.title}
        <Text variant="body-small" color="secondary">
          <EntityDisplayName entityRef={application.owner} hideIcon />
        </Text>
        {reason && (
          <Text variant="body-small" color="secondary">
            {reason}
          </Text>
        )}
      </span>
    </Radio>
  );
}
