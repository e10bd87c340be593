import { Button, Checkbox, CheckboxGroup, SearchField } from '@backstage/ui';
import { useState } from 'react';
import styles from './Accounts.module.css';

const searchedFrom = 9;

type Props = {
  available: string[];
  chosen: string[];
  onChange: (regions: string[]) => void;
};

/** Regions to import, out of those that are enabled in the account. */
export function RegionChoice({ available, chosen, onChange }: Props) {
  const [search, setSearch] = useState('');
  const shown = available.filter(region => region.includes(search.trim()));
  return (
    <div className={styles.fields}>
      <div className={styles.buttons}>
        {available.length >= searchedFrom && (
          <SearchField
            aria-label="Search regions"
            placeholder="Search"
            size="small"
            value={search}
            onChange={setSearch}
          />
        )}
        <AllOrNone shown={shown} chosen={chosen} onChange={onChange} />
        <span className={styles.quiet} aria-live="polite">
          {`${chosen.length} of ${available.length} chosen`}
        </span>
      </div>
      <CheckboxGroup
        aria-label="Regions"
        value={chosen}
        onChange={next => onChange(next.toSorted())}
      >
        <div className={styles.regions}>
          {shown.map(region => (
            <Checkbox key={region} value={region}>
              {region}
            </Checkbox>
          ))}
        </div>
      </CheckboxGroup>
    </div>
  );
}

/** Chooses or gives up what the search shows; the rest stays as it is. */
function AllOrNone(props: Omit<Props, 'available'> & { shown: string[] }) {
  const { shown, chosen, onChange } = props;
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        onPress={() => onChange([...new Set([...chosen, ...shown])])}
      >
        All
      </Button>
      <Button
        size="small"
        variant="secondary"
        onPress={() =>
          onChange(chosen.filter(region => !shown.includes(region)))
        }
      >
        None
      </Button>
    </>
  );
}
