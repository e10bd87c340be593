import { Button } from '@backstage/ui';
import type {
  PlanChange,
  Subscription,
} from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useOperation } from '../../shared/api';
import { ErrorState, PageSection, Stack } from '../../shared/components';
import { PlanChangeFacts } from '../../shared/planChange';
import { ChangePlanDialog } from './ChangePlanDialog';
import { Evidence } from './Evidence';
import { FinishDialog } from './FinishDialog';
import { WithdrawDialog } from './WithdrawDialog';

/** Another plan: asked for, waiting, or overlapping with what gateways see of both plans' keys. */
export function PlanChangeSection(props: { subscription: Subscription }) {
  const { id, planChange, mayChangePlan } = props.subscription;
  const changes = useOperation(
    'listPlanChanges',
    {
      query: {
        subscriptionId: id,
        state: ['requested', 'overlapping'],
        limit: 1,
      },
    },
    { enabled: Boolean(planChange), refetchInterval: 10_000 },
  );
  const change = planChange && changes.data?.items[0];
  if (!planChange && !mayChangePlan) {
    return null;
  }
  return (
    <PageSection
      title="Plan change"
      description={
        change ? undefined : 'Both plans work until you changed over.'
      }
      actions={mayChangePlan && <ChangePlan {...props} />}
    >
      <ErrorState error={changes.error} />
      {change && <RunningChange change={change} />}
    </PageSection>
  );
}

function ChangePlan({ subscription }: { subscription: Subscription }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" onPress={() => setOpen(true)}>
        Change plan
      </Button>
      {isOpen && (
        <ChangePlanDialog
          subscription={subscription}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

function RunningChange({ change }: { change: PlanChange }) {
  const [dialog, setDialog] = useState<'withdraw' | 'finish'>();
  const dialogProps = { change, onClose: () => setDialog(undefined) };
  return (
    <Stack>
      <PlanChangeFacts change={change} />
      {change.state === 'overlapping' && <Evidence change={change} />}
      <div>
        {change.actions.includes('withdraw') && (
          <Button variant="secondary" onPress={() => setDialog('withdraw')}>
            Withdraw
          </Button>
        )}
        {change.actions.includes('finish') && (
          <Button variant="secondary" onPress={() => setDialog('finish')}>
            Finish the change
          </Button>
        )}
      </div>
      {dialog === 'withdraw' && <WithdrawDialog {...dialogProps} />}
      {dialog === 'finish' && <FinishDialog {...dialogProps} />}
    </Stack>
  );
}
