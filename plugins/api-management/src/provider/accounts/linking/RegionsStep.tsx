import { Button } from '@backstage/ui';
import type { AccountLink } from '@oaf/backstage-plugin-api-management-common';
import { useState } from 'react';
import { EmptyState, ErrorState, useOperationMutation } from '../../../shared';
import styles from '../Accounts.module.css';
import { RegionChoice } from '../RegionChoice';

/** Asks which regions to import, and starts the first import. */
export function RegionsStep(props: { link: AccountLink; onNext: () => void }) {
  const { link, onNext } = props;
  const chosenBefore = link.regions.map(({ region }) => region);
  const [regions, setRegions] = useState(
    chosenBefore.length > 0 ? chosenBefore : link.availableRegions,
  );
  const save = useSaveRegions(link);
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
      <ErrorState error={save.error} />
      <div className={styles.buttons}>
        <Button
          isDisabled={regions.length === 0}
          isPending={save.isPending}
          onPress={() => save.run(regions).then(saved => saved && onNext())}
        >
          Import these regions
        </Button>
      </div>
    </>
  );
}

function useSaveRegions({ id, version }: AccountLink) {
  const update = useOperationMutation('updateAccountLink');
  const sync = useOperationMutation('syncAccountLink');
  const path = { accountLinkId: id };
  const run = (regions: string[]) =>
    update
      .mutateAsync({ path, query: { version }, body: { regions } })
      .then(() => sync.mutateAsync({ path, query: {} }))
      .then(
        () => true,
        // What failed is shown by `error`.
        () => false,
      );
  return {
    run,
    error: update.error ?? sync.error,
    isPending: update.isPending || sync.isPending,
  };
}
