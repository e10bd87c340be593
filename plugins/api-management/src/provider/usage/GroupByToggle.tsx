import { ToggleButton, ToggleButtonGroup } from '@backstage/ui';
import { type GroupBy, groupTitles } from './useGroupBy';

/** Chooses what one row of the usage table is. */
export function GroupByToggle(props: {
  groupBy: GroupBy;
  onChange: (groupBy: GroupBy) => void;
}) {
  return (
    <ToggleButtonGroup
      aria-label="Group by"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[props.groupBy]}
      onSelectionChange={keys => props.onChange([...keys][0] as GroupBy)}
    >
      {(Object.keys(groupTitles) as GroupBy[]).map(groupBy => (
        <ToggleButton key={groupBy} id={groupBy} size="small">
          {`By ${groupTitles[groupBy].replace(/^[A-Z](?=[a-z])/, first =>
            first.toLowerCase(),
          )}`}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
