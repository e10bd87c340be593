import { Button, TextField } from '@backstage/ui';
import type { GatewayDriverInfo } from '@oaf/backstage-plugin-api-management-common';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { ErrorState, useOperationMutation } from '../../../shared';
import { usePaths } from '../../usePaths';
import styles from '../Accounts.module.css';
import { accountIdProblem } from './accountIdProblem';
import { DriverFields, firstDriver } from './DriverFields';

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
          onChange={form.setChoice}
        />
        <TextField
          label="Account id"
          isRequired
          autoComplete="off"
          inputMode="numeric"
          value={form.accountId}
          onChange={form.setAccountId}
        />
        <TextField
          label="Alias"
          isRequired
          maxLength={120}
          value={form.alias}
          onChange={form.setAlias}
        />
      </div>
      <p role="status" className={styles.problem}>
        {form.problem}
      </p>
      <ErrorState error={form.error} />
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
  const problem =
    accountIdProblem(body.driver, body.accountId) ??
    (body.alias === '' ? 'The alias is missing.' : undefined);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!problem) {
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
    problem: wasTried ? problem : undefined,
    error: create.error,
    isPending: create.isPending,
  };
}
