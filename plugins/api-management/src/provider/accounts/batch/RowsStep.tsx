import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { GatewayDriverInfo } from '@oaf/backstage-plugin-api-management-common';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  countOf,
  ErrorState,
  FieldError,
  fieldsNamed,
  formatCount,
  sortProblems,
  SubmitButton,
  useOperationMutation,
} from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import { usePaths } from '../../usePaths';
import styles from '../Accounts.module.css';
import { DriverFields, firstDriver } from '../linking/DriverFields';
import { parseRows, toBatchRows } from './parseRows';
import { RowsField } from './RowsField';
import { RowsPreview } from './RowsPreview';

const mostRows = 1000;
const rowsField = fieldsNamed('driver', 'partition', 'rows');

/** Takes a list of accounts and shows, before anything is sent, what is wrong with it. */
export function RowsStep({ drivers }: { drivers: GatewayDriverInfo[] }) {
  const paths = usePaths();
  const navigate = useNavigate();
  const [choice, setChoice] = useState(() => firstDriver(drivers));
  const [text, setText] = useState('');
  const listed = useMemo(
    () => parseRows(text, choice.driver),
    [text, choice.driver],
  );
  const rows = toBatchRows(listed);
  const missing = useMissingRows(rows.length);
  const create = useOperationMutation('createAccountLinkBatch');
  const { problems, left } = sortProblems(create.error, rowsField);
  const begin = () =>
    create.mutate(
      { body: { ...choice, rows } },
      { onSuccess: ({ id }) => navigate(paths.accountBatch(id)) },
    );
  return (
    <>
      <div className={styles.pair}>
        <DriverFields
          drivers={drivers}
          choice={choice}
          problems={problems}
          onChange={setChoice}
        />
      </div>
      <RowsField text={text} onChange={setText} />
      <FieldError problem={problems.rows} />
      {listed.length > 0 && <RowsPreview listed={listed} />}
      <p role="status" className={styles.quiet}>
        {describeRows(rows.length, listed.length)}
      </p>
      <ErrorState error={left} />
      <div className={styles.buttons}>
        <SubmitButton
          missing={missing}
          isPending={create.isPending}
          onPress={begin}
        >
          {rows.length > 0
            ? `Begin linking ${countOf(rows.length, 'account')}`
            : 'Begin linking'}
        </SubmitButton>
      </div>
    </>
  );
}

function useMissingRows(good: number) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  if (good === 0) {
    return t('form.noAccount');
  }
  return good > mostRows
    ? t('form.tooManyAccounts', { most: formatCount(mostRows) })
    : undefined;
}

function describeRows(good: number, all: number) {
  const leftOut = all - good;
  return leftOut > 0
    ? `${countOf(
        leftOut,
        'line has a problem and is',
        'lines have problems and are',
      )} left out.`
    : '';
}
