import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, Text } from '@backstage/ui';
import type { Stack } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import {
  ConfirmDialog,
  ReasonedButton,
  useOperationMutation,
} from '../../shared';
import { apiManagementTranslationRef } from '../../translation';
import { usePaths } from '../usePaths';
import styles from './Infrastructure.module.css';
import { useMayDeploy } from './useMayDeploy';

type Props = {
  stack: Pick<Stack, 'accountLinkId' | 'region' | 'name'>;
  /** Why it cannot be removed now. */
  reason?: string;
};

/** Begins to remove a stack: what goes is shown next, and confirmed with the stack's name. */
export function RemoveButton({ stack, reason }: Props) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const [isAsked, setAsked] = useState(false);
  const [deleteKept, setDeleteKept] = useState(false);
  const remove = useRemoval(stack);
  if (!useMayDeploy('destroy')) {
    return null;
  }
  return (
    <>
      <ReasonedButton
        variant="secondary"
        reason={reason}
        onPress={() => {
          setDeleteKept(false);
          setAsked(true);
        }}
      >
        {t('infrastructure.remove')}
      </ReasonedButton>
      <ConfirmDialog
        isOpen={isAsked}
        title={t('infrastructure.removeTitle', { name: stack.name })}
        action={t('infrastructure.showRemoval')}
        onConfirm={() => remove(deleteKept)}
        onClose={() => setAsked(false)}
      >
        <Text as="p">{t('infrastructure.removeConsequence')}</Text>
        <Checkbox isSelected={deleteKept} onChange={setDeleteKept}>
          <span className={styles.choice}>
            {t('infrastructure.deleteKept')}
            <span className={styles.quiet}>
              {t('infrastructure.deleteKeptDetail')}
            </span>
          </span>
        </Checkbox>
      </ConfirmDialog>
    </>
  );
}

function useRemoval({ accountLinkId, region, name }: Props['stack']) {
  const paths = usePaths();
  const navigate = useNavigate();
  const start = useOperationMutation('startDeployment');
  return async (deleteKept: boolean) => {
    const { id } = await start.mutateAsync({
      body: {
        action: 'destroy',
        accountLinkId,
        region,
        stackName: name,
        deleteKept,
      },
    });
    navigate(paths.deployment(id));
  };
}
