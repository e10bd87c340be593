import { Button, TextField } from '@backstage/ui';
import type {
  AccountLinkInput,
  GatewayDriverInfo,
} from '@oaf/backstage-plugin-api-management-common';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  ErrorState,
  FieldError,
  type FieldProblems,
  fieldsNamed,
  sortProblems,
  useOperationMutation,
} from '../../../shared';
import { usePaths } from '../../usePaths';
import styles from '../Accounts.module.css';
import { accountIdProblem } from './accountIdProblem';
import { DriverFields, firstDriver } from './DriverFields';

const descriptionField = fieldsNamed(
  'driver',
  'partition',
  'accountId',
  'alias',
);

/** Asks which account it is; the link exists from then on and can be continued later. */
export function DescribeStep({ drivers }: { drivers: GatewayDriverInfo[] }) {
  const form = useDescription(drivers);
  return (
    <form
      className={styles.fields}
      onSubmit={form.onSubmit}
      noValidate
      aria-label="Account"
    >
      <div className={styles.pair}>
        <DriverFields
          drivers={drivers}
          choice={form.choice}
          problems={form.problems}
          onChange={form.setChoice}
        />
        <div>
          <TextField
            label="Account id"
            isRequired
            autoComplete="off"
            inputMode="numeric"
            value={form.accountId}
            onChange={form.setAccountId}
            isInvalid={Boolean(form.problems.accountId)}
          />
          <FieldError problem={form.problems.accountId} />
        </div>
        <div>
          <TextField
            label="Alias"
            isRequired
            maxLength={120}
            value={form.alias}
            onChange={form.setAlias}
            isInvalid={Boolean(form.problems.alias)}
          />
          <FieldError problem={form.problems.alias} />
        </div>
      </div>
      <ErrorState error={form.left} />
      <div>
        <Button type="submit" isPending={form.isPending}>
          Begin linking
        </Button>
      </div>
    </form>
  );
}

function useDescription(drivers: GatewayDriverInfo[]) {
  const paths = usePaths();
  const navigate = useNavigate();
  const create = useOperationMutation('createAccountLink');
  const [choice, setChoice] = useState(() => firstDriver(drivers));
  const [accountId, setAccountId] = useState('');
  const [alias, setAlias] = useState('');
  const [wasTried, setTried] = useState(false);
  const body = { ...choice, accountId: accountId.trim(), alias: alias.trim() };
  const own = findProblems(body);
  const { problems, left } = sortProblems(create.error, descriptionField);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(own).length === 0) {
      create.mutate(
        { body },
        {
          onSuccess: ({ id }) =>
            navigate(paths.continueLinking(id), { replace: true }),
        },
      );
    }
  };
  return {
    choice,
    setChoice,
    accountId,
    setAccountId,
    alias,
    setAlias,
    onSubmit,
    problems: wasTried ? { ...problems, ...own } : {},
    left,
    isPending: create.isPending,
  };
}

/** What can be seen before the backend is asked. */
function findProblems(body: AccountLinkInput): FieldProblems {
  const accountId = accountIdProblem(body.driver, body.accountId);
  return {
    ...(accountId && { accountId }),
    ...(body.alias === '' && { alias: 'The alias is missing.' }),
  };
}
