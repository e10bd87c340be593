import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import {
  EmptyState,
  ErrorState,
  FieldError,
  fieldsNamed,
  sortProblems,
  SubmitButton,
  useOperationMutation,
} from '../../../shared';
import { apiManagementTranslationRef } from '../../../translation';
import styles from '../Accounts.module.css';
import { RegionChoice } from '../RegionChoice';

const regionsField = fieldsNamed('regions');

/** Asks which regions to import; their first import begins when they are saved. */
export function RegionsStep(props: { link: AccountLink; onNext: () => void }) {
  const { t } = useTranslationRef(apiManagementTranslationRef);
  const { link, onNext } = props;
  const chosenBefore = link.regions.map(({ region }) => region);
  const [regions, setRegions] = useState(
    chosenBefore.length > 0 ? chosenBefore : link.availableRegions,
  );
  const update = useOperationMutation('updateAccountLink');
  const { problems, left } = sortProblems(update.error, regionsField);
  if (link.availableRegions.length === 0) {
    return (
      <EmptyState
        title="No region is enabled in this account"
        description="Enable a region in the account, then verify the role again."
      />
    );
  }
  return (
    <>
      <p>
        Those enabled in the account. A region without APIs costs one request
        per sweep; regions can be added and given up later.
      </p>
      <RegionChoice
        available={link.availableRegions}
        chosen={regions}
        onChange={setRegions}
      />
      <FieldError problem={problems.regions} />
      <ErrorState error={left} />
      <div className={styles.buttons}>
        <SubmitButton
          missing={regions.length === 0 ? t('form.chooseRegion') : undefined}
          isPending={update.isPending}
          onPress={() =>
            update.mutate(
              {
                path: { accountLinkId: link.id },
                query: { version: link.version },
                body: { regions },
              },
              { onSuccess: onNext },
            )
          }
        >
          Import these regions
        </SubmitButton>
      </div>
    </>
  );
}
