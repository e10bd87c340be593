import { Button } from '@backstage/ui';
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
  useOperationMutation,
} from '../../../shared';
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
      <div>
        <Button
          isDisabled={rows.length === 0 || rows.length > mostRows}
          isPending={create.isPending}
          onPress={begin}
        >
          {rows.length > 0
            ? `Begin linking ${countOf(rows.length, 'account')}`
            : 'Begin linking'}
        </Button>
      </div>
    </>
  );
}

function describeRows(good: number, all: number) {
  if (good > mostRows) {
    return `At most ${formatCount(
      mostRows,
    )} accounts can be linked at once: split the list.`;
  }
  const leftOut = all - good;
  return leftOut > 0
    ? `${countOf(
        leftOut,
        'line has a problem and is',
        'lines have problems and are',
      )} left out.`
    : '';
}
