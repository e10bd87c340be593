import { EntityDisplayName } from '@backstage/plugin-catalog-react';
import { Radio, RadioGroup, Text } from '@backstage/ui';
import type { Application } from '@oaf/backstage-plugin-api-management-common';
import { useOperation } from '../../shared/api';
import { Loaded } from '../../shared/components';
import { FieldError, type FieldProblems } from '../../shared/problems';
import { ApplicationFields } from '../applications/ApplicationFields';
import { NEW_APPLICATION, type SubscribeForm } from './SubscribeForm';
import styles from './Subscribe.module.css';

type Props = {
  form: SubscribeForm;
  onChange: (patch: Partial<SubscribeForm>) => void;
  problems: FieldProblems;
};

export function ApplicationStep({ form, onChange, problems }: Props) {
  const applications = useOperation('listApplications', {
    query: { owned: true, orderBy: 'title:asc', limit: 200 },
  });
  return (
    <>
      <Loaded query={applications}>
        {({ items }) => (
          <RadioGroup
            label="Which application will call the API?"
            description="An application is the program that calls. It can hold many subscriptions."
            // Null, not an empty text: otherwise the keyboard reaches no radio.
            value={form.applicationId || null}
            onChange={applicationId => onChange({ applicationId })}
          >
            {items.map(application => (
              <ApplicationChoice
                key={application.id}
                application={application}
              />
            ))}
            <Radio value={NEW_APPLICATION}>New application</Radio>
          </RadioGroup>
        )}
      </Loaded>
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

function ApplicationChoice({ application }: { application: Application }) {
  return (
    <Radio value={application.id}>
      <span className={styles.choice}>
        {application.title}
        <Text variant="body-small" color="secondary">
          <EntityDisplayName entityRef={application.owner} hideIcon />
        </Text>
      </span>
    </Radio>
  );
}
